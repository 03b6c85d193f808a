import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pause, waitUntil } from '../clock.js';
import type { History } from '../history/history.js';
import { Proxy } from '../net/proxy.js';
import type { Random } from '../random.js';
import { freePort } from './free-port.js';
import type { People } from './people.js';
import { Postgres } from './postgres.js';
import { Service } from './service.js';
import type { Template } from './template.js';
import { Volume } from './volume.js';

export interface WorldOptions {
  /** The folder of the product's backend, or of a copy with a bug. */
  home: string;
  template: Template;
  random: Random;
  history: History;
  /** Where the service's own log goes. */
  logFile?: string;
  /** How likely a start of the service has the usual limit on messages; else it has none. */
  limited: number;
  accessTokenTtl: string;
}

/** The service, its database and the network in front of it, with all that can go wrong. */
export class World {
  private constructor(
    readonly service: Service,
    readonly postgres: Postgres,
    readonly volume: Volume,
    readonly proxy: Proxy,
    /** Where clients connect. */
    readonly port: number,
    readonly people: People,
  ) {}

  static async open(options: WorldOptions): Promise<World> {
    const { history, template } = options;
    const random = options.random.branch('world');
    const volume = new Volume();
    template.copyTo(volume.dataDir);
    const environment = () => ({
      DATA_DIR: volume.dataDir,
      DEMO: 'off',
      LOG_LEVEL: 'warn',
      ACCESS_TOKEN_TTL: options.accessTokenTtl,
      RATE_LIMIT_WORK: '0',
      RATE_LIMIT_MESSAGES: random.chance(options.limited) ? '20/1s' : '0',
    });
    const log = options.logFile ?? join(volume.folder, 'service.log');
    const service = new Service(options.home, await freePort(), environment, log, () =>
      pause(random.between(0, 500)),
    );
    const proxy = new Proxy(
      service.port,
      () => random.next(),
      (text) => {
        const clientMessageId = /"clientMessageId":"([^"]+)"/.exec(text)?.[1];
        const send = clientMessageId === undefined ? undefined : history.sends.find(clientMessageId);
        if (send) Object.assign(send, { uncertain: true, tries: send.tries + 1 });
      },
    );
    const world = new World(
      service,
      new Postgres(volume.dataDir),
      volume,
      proxy,
      await proxy.listen(),
      template.people(),
    );
    service.start();
    if (!(await service.ready(90_000))) {
      const words = readFileSync(log, 'utf8').slice(-2_000);
      await world.close();
      throw new Error(`the service does not start: ${words}`);
    }
    return world;
  }

  /** Ends every fault and waits until the service serves. */
  async heal(withinMs: number): Promise<boolean> {
    this.volume.free(this.postgres);
    this.postgres.signalAll('SIGCONT');
    this.service.signal('SIGCONT');
    this.proxy.heal();
    return this.service.ready(withinMs);
  }

  async close(): Promise<void> {
    await this.heal(0);
    this.proxy.close();
    await this.service.stop();
    // A database that outlived its service.
    if (this.postgres.running()) {
      this.postgres.signal('SIGINT');
      if (!(await waitUntil(() => this.postgres.running() === null, 10_000))) this.postgres.signal('SIGKILL');
    }
    this.volume.remove();
  }
}
