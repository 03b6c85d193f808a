import type { History } from '../history/history.js';
import type { Random } from '../random.js';
import { Durable } from './durable.js';
import { Life, type DeviceSettings } from './life.js';

/** One person's phone or browser: it may be killed and started again, and finds its outbox and cache. */
export class Device {
  life: Life;
  clockOffsetMs = 0;
  private readonly durable = new Durable();
  private lives = 0;

  constructor(
    readonly settings: DeviceSettings,
    private readonly random: Random,
    private readonly history: History,
  ) {
    this.life = this.begin();
  }

  get who(): string {
    return this.settings.who;
  }

  get userId(): string {
    return this.settings.account.userId;
  }

  /** Everything written is stored or refused, and everything there is to know is known. */
  get isAtRest(): boolean {
    return (
      this.life.isConnected &&
      this.life.outbox.isEmpty &&
      this.life.commands.isEmpty &&
      !this.life.catchingUp.isRunning
    );
  }

  kill(): void {
    this.life.kill();
  }

  restart(): void {
    this.life.kill();
    this.life = this.begin();
  }

  jumpClock(offsetMs: number): void {
    this.clockOffsetMs = offsetMs;
    this.life.session.clockOffsetMs = offsetMs;
  }

  private begin(): Life {
    this.lives += 1;
    const life = new Life(
      this.settings,
      this.durable,
      this.random.branch(`life ${this.lives}`),
      this.history,
    );
    life.session.clockOffsetMs = this.clockOffsetMs;
    return life;
  }
}
