import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from '../clock.js';
import type { History } from '../history/history.js';
import { Proxy } from '../net/proxy.js';
import type { Random } from '../random.js';
import { freePort } from './free-port.js';
import type { People } from './people.js';
import { Postgres } from './postgres.js';
import { RedisServer } from './redis-server.js';
import { Service } from './service.js';
import { SharedDatabase } from './shared-database.js';
import type { Template } from './template.js';
import { Volume } from './volume.js';

export interface WorldOptions {
  /** The folder of the product's backend, or of a copy with a bug. */
  home: string;
  template: Template;
  /** Takes everything that is made; who gave it clears it away. */
  room: string;
  random: Random;
  history: History;
  /** Where the service's own log goes, past the volume that fills up. */
  logFile: string;
  /** How likely a start of the service has the usual limit on messages; else it has none. */
  limited: number;
  accessTokenTtl: string;
  /** How many of the service; more than one share a database and a Redis. */
  nodes: number;
}

/** The service, its database and the network in front of it, with all that can go wrong. */
export class World {
  readonly services: Service[] = [];
  /** The network in front of each node. */
  readonly proxies: Proxy[] = [];
  /** Where clients connect, by node. */
  readonly ports: number[] = [];
  readonly volume: Volume;
  readonly postgres: Postgres;
  readonly people: People;
  redis: RedisServer | null = null;
  private database: SharedDatabase | null = null;

  private constructor(private readonly options: WorldOptions) {
    this.volume = new Volume(options.room);
    options.template.copyTo(this.volume.dataDir);
    this.postgres = new Postgres(this.volume.dataDir);
    this.people = options.template.people();
  }

  static async open(options: WorldOptions): Promise<World> {
    const world = new World(options);
    try {
      await world.begin();
    } catch (error) {
      await world.close();
      throw error;
    }
    return world;
  }

  get serviceStarts(): number {
    return this.services.reduce((sum, { starts }) => sum + starts, 0);
  }

  /** Ends every fault and waits until the service serves. */
  async heal(withinMs: number): Promise<boolean> {
    this.volume.free(this.postgres);
    this.postgres.signalAll('SIGCONT');
    for (const service of this.services) service.signal('SIGCONT');
    for (const proxy of this.proxies) proxy.heal();
    const ready = await Promise.all(this.services.map((service) => service.ready(withinMs)));
    return ready.every(Boolean);
  }

  /** Ends everything that would start again; what else runs or lies in the room is for its owner to clear away. */
  async close(): Promise<void> {
    for (const proxy of this.proxies) proxy.close();
    await Promise.all(this.services.map((service) => service.kill()));
    this.database?.kill();
    await this.redis?.kill();
  }

  private async begin(): Promise<void> {
    const { nodes, home, room, logFile } = this.options;
    if (nodes > 1) {
      [this.redis, this.database] = await Promise.all([
        RedisServer.open(room),
        SharedDatabase.open(home, this.volume.dataDir),
      ]);
    }
    for (let node = 0; node < nodes; node += 1) await this.addNode(node);
    const ready = await Promise.all(this.services.map((service) => service.ready(90_000)));
    if (!ready.every(Boolean))
      throw new Error(`the service does not start: ${readFileSync(logFile, 'utf8').slice(-2_000)}`);
  }

  private async addNode(node: number): Promise<void> {
    const { history, home, logFile } = this.options;
    const random = this.options.random.branch(node === 0 ? 'world' : `world ${node}`);
    const service = new Service(
      home,
      await freePort(),
      () => this.environment(node, random),
      logFile,
      () => pause(random.between(0, 500)),
    );
    this.services.push(service);
    const proxy = new Proxy(
      service.port,
      () => random.next(),
      (text) => {
        const clientMessageId = /"clientMessageId":"([^"]+)"/.exec(text)?.[1];
        const send = clientMessageId === undefined ? undefined : history.sends.find(clientMessageId);
        if (send) Object.assign(send, { uncertain: true, tries: send.tries + 1 });
      },
    );
    this.proxies.push(proxy);
    this.ports.push(await proxy.listen());
    service.start();
  }

  private environment(node: number, random: Random): NodeJS.ProcessEnv {
    const { accessTokenTtl, limited } = this.options;
    const { database, redis } = this;
    const own = join(this.volume.folder, `node-${node}`);
    if (database) mkdirSync(own, { recursive: true });
    return {
      DATA_DIR: database ? own : this.volume.dataDir,
      ...(database && { DATABASE_URL: database.url }),
      ...(redis && { REDIS_URL: redis.url, JWT_SECRET: 'the secret that the nodes of one check share' }),
      DEMO: 'off',
      LOG_LEVEL: 'warn',
      ACCESS_TOKEN_TTL: accessTokenTtl,
      RATE_LIMIT_WORK: '0',
      RATE_LIMIT_MESSAGES: random.chance(limited) ? '20/1s' : '0',
    };
  }
}
