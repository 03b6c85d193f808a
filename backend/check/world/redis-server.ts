import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createClient } from 'redis';
import { pause } from '../clock.js';
import { freePort } from './free-port.js';

type Client = ReturnType<typeof createClient>;

/** The Redis that several nodes share, and what can go wrong with it. It keeps nothing on disk. */
export class RedisServer {
  private constructor(
    readonly port: number,
    private readonly folder: string,
    private server: ChildProcess,
  ) {}

  /** `redis-server` on the PATH, or REDIS_SERVER_PATH. */
  static async open(folder: string): Promise<RedisServer> {
    const port = await freePort();
    const server = launch(port, folder);
    const redis = new RedisServer(port, folder, server);
    await Promise.race([
      redis.use(async (client) => {
        await client.ping();
      }),
      once(server, 'exit').then(() => {
        throw new Error('redis-server, which two nodes need, ended at once');
      }),
    ]);
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Takes no more data, as where its memory is used up. */
  fill(): Promise<void> {
    return this.use(async (client) => {
      await client.configSet({ 'maxmemory-policy': 'noeviction', maxmemory: '1' });
    });
  }

  free(): Promise<void> {
    return this.use(async (client) => {
      await client.configSet('maxmemory', '0');
    });
  }

  /** Forgets what nodes have not read yet. */
  trim(): Promise<void> {
    return this.use(async (client) => {
      for await (const keys of client.scanIterator({ TYPE: 'stream' }))
        for (const key of keys) await client.xTrim(key, 'MAXLEN', 0);
    });
  }

  flush(): Promise<void> {
    return this.use(async (client) => {
      await client.flushAll();
    });
  }

  /** Dies and comes back empty. */
  async restart(awayMs: number): Promise<void> {
    await this.kill();
    await pause(awayMs);
    this.server = launch(this.port, this.folder);
    await this.use(async (client) => {
      await client.ping();
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.server.kill(signal);
  }

  async kill(): Promise<void> {
    if (this.server.exitCode !== null || this.server.signalCode !== null) return;
    const gone = once(this.server, 'exit');
    this.server.kill('SIGKILL');
    await gone;
  }

  private async use(work: (client: Client) => Promise<void>): Promise<void> {
    const client = createClient({ url: this.url });
    // It is tried again until it answers; one that ended at once says so by itself.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await work(client);
    } finally {
      client.destroy();
    }
  }
}

function launch(port: number, folder: string): ChildProcess {
  const program = process.env['REDIS_SERVER_PATH'] || 'redis-server';
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  return spawn(program, options, { cwd: folder, stdio: 'ignore' });
}
