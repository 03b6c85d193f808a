import { pause } from '../clock.js';
import type { Target } from './fault.js';
import { disturbances, faults, heavy, type FaultName, type FaultWeights } from './faults.js';

/** Lets faults come, one every `everyMs` or so, until it is told to stop. */
export class Schedule {
  private wanted = true;
  private readonly underWay = new Set<Promise<void>>();
  private heavyUnderWay = false;
  private readonly running: Promise<void>;

  constructor(
    private readonly target: Target,
    private readonly weights: FaultWeights,
    private readonly everyMs: number,
  ) {
    this.running = Object.keys(weights).length > 0 ? this.run() : Promise.resolve();
  }

  /** Resolves when the last fault is over. */
  async stop(): Promise<void> {
    this.wanted = false;
    await this.running;
    await Promise.all(this.underWay);
  }

  private async run(): Promise<void> {
    const { random } = this.target;
    while (this.wanted) {
      await this.rest(this.everyMs * (0.5 + random.next()));
      if (!this.wanted) return;
      if (random.chance(0.3)) this.let('renamed', disturbances.renamed(this.target));
      const drawn = random.weighted(this.weights);
      // Some hit while the service still recovers; if all did, it would never come back.
      const isDown = this.heavyUnderWay || (this.target.history.recovery.isWaiting && !random.chance(0.2));
      const name = heavy.has(drawn) && isDown ? this.light() : drawn;
      if (name === null) continue;
      const isHeavy = heavy.has(name);
      this.heavyUnderWay ||= isHeavy;
      this.target.history.counts.fault(name);
      const over = faults[name](this.target).finally(() => {
        if (isHeavy) this.heavyUnderWay = false;
      });
      this.let(name, over);
    }
  }

  /** One that leaves the service alone; null if there is none among these faults. */
  private light(): FaultName | null {
    const { random } = this.target;
    const names = Object.keys(this.weights) as FaultName[];
    return random.maybe(names.filter((name) => !heavy.has(name))) ?? null;
  }

  private let(name: string, fault: Promise<void>): void {
    const { log } = this.target.history;
    log.add(null, `fault: ${name}`);
    const over = fault
      .catch((error: unknown) => log.add(null, `fault: ${name} failed: ${String(error)}`))
      .finally(() => this.underWay.delete(over));
    this.underWay.add(over);
  }

  /** In small steps, so that stopping is quick. */
  private async rest(ms: number): Promise<void> {
    for (let left = ms; left > 0 && this.wanted; left -= 100) await pause(Math.min(100, left));
  }
}
