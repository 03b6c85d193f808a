import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from '../clock.js';
import type { History } from '../history/history.js';
import { Proxy } from '../net/proxy.js';
import type { Random } from '../random.js';
import { freePort } from './free-port.js';
import { Nginx } from './nginx.js';
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
  /** Processes by which each of them serves. */
  workers: number;
  /** Whether there is an nginx in front of the nodes, and a network between all. */
  nginx: boolean;
}

/** The service, its database and the network in front of it, with all that can go wrong. */
export class World {
  readonly services: Service[] = [];
  /** The network between clients and service: in front of each node, or of nginx. */
  readonly proxies: Proxy[] = [];
  /** Where clients connect, by node; behind an nginx all the same. */
  readonly ports: number[] = [];
  /** The network behind nginx: from it to each node, and from each node to Redis and to the database. */
  readonly lines = { nodes: [] as Proxy[], redis: [] as Proxy[], database: [] as Proxy[] };
  readonly volume: Volume;
  readonly postgres: Postgres;
  readonly people: People;
  redis: RedisServer | null = null;
  nginx: Nginx | null = null;
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
    for (const process of [...this.services, this.redis, this.nginx]) process?.signal('SIGCONT');
    for (const proxy of this.allProxies) proxy.heal();
    const ready = await Promise.all(this.services.map((service) => service.ready(withinMs)));
    return ready.every(Boolean);
  }

  /** Ends everything that would start again; what else runs or lies in the room is for its owner to clear away. */
  async close(): Promise<void> {
    for (const proxy of this.allProxies) proxy.close();
    await Promise.all(this.services.map((service) => service.kill()));
    this.database?.kill();
    await this.redis?.kill();
    await this.nginx?.kill();
  }

  private get allProxies(): Proxy[] {
    const { nodes, redis, database } = this.lines;
    return [...this.proxies, ...nodes, ...redis, ...database];
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
    if (this.options.nginx) {
      const ports = await Promise.all(this.lines.nodes.map((line) => line.listen()));
      this.nginx = await Nginx.open(room, ports);
      const front = await this.addProxy(this.nginx.port, 'nginx');
      this.ports.push(...ports.map(() => front));
    }
    const ready = await Promise.all(this.services.map((service) => service.ready(90_000)));
    if (!ready.every(Boolean))
      throw new Error(`the service does not start: ${readFileSync(logFile, 'utf8').slice(-2_000)}`);
  }

  private async addNode(node: number): Promise<void> {
    const { home, logFile } = this.options;
    const random = this.options.random.branch(node === 0 ? 'world' : `world ${node}`);
    const service = new Service(
      home,
      await freePort(),
      () => this.environment(node, random),
      logFile,
      () => pause(random.between(0, 500)),
    );
    this.services.push(service);
    if (this.options.nginx) {
      this.lines.nodes.push(new Proxy(service.port));
      await this.addLines();
    } else this.ports.push(await this.addProxy(service.port, `node ${node}`));
    service.start();
  }

  /** From a node to what it shares with the others. */
  private async addLines(): Promise<void> {
    const { redis, database } = this;
    if (!redis || !database) throw new Error('an nginx is for several nodes');
    this.lines.redis.push(new Proxy(redis.port));
    this.lines.database.push(new Proxy(Number(new URL(database.url).port)));
    await Promise.all([this.lines.redis.at(-1)?.listen(), this.lines.database.at(-1)?.listen()]);
  }

  /** The network in front of a port; returns where clients connect. */
  private async addProxy(port: number, name: string): Promise<number> {
    const { history } = this.options;
    const random = this.options.random.branch(`network of ${name}`);
    const proxy = new Proxy(
      port,
      () => random.next(),
      (text) => {
        const clientMessageId = /"clientMessageId":"([^"]+)"/.exec(text)?.[1];
        const send = clientMessageId === undefined ? undefined : history.sends.find(clientMessageId);
        if (send) Object.assign(send, { uncertain: true, tries: send.tries + 1 });
      },
    );
    this.proxies.push(proxy);
    return proxy.listen();
  }

  private environment(node: number, random: Random): NodeJS.ProcessEnv {
    const { accessTokenTtl, limited, workers } = this.options;
    const { database, redis, lines } = this;
    const own = join(this.volume.folder, `node-${node}`);
    if (database) mkdirSync(own, { recursive: true });
    return {
      DATA_DIR: database ? own : this.volume.dataDir,
      WORKERS: String(workers),
      ...(database && { DATABASE_URL: through(lines.database[node], database.url) }),
      ...(redis && {
        REDIS_URL: through(lines.redis[node], redis.url),
        JWT_SECRET: 'the secret that the nodes of one check share',
      }),
      DEMO: 'off',
      LOG_LEVEL: 'warn',
      ACCESS_TOKEN_TTL: accessTokenTtl,
      RATE_LIMIT_WORK: '0',
      RATE_LIMIT_MESSAGES: random.chance(limited) ? '20/1s' : '0',
    };
  }
}

/** The same address by way of a line, where there is one. */
function through(line: Proxy | undefined, address: string): string {
  const url = new URL(address);
  if (line) url.port = String(line.port);
  return url.href;
}
