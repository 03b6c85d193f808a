import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createClient } from 'redis';

export interface TestRedis {
  url: string;
  /** Ends it at once, as a crash would: nothing is kept. */
  kill(): Promise<void>;
  /** Starts it again, empty, at the same address. */
  start(): Promise<void>;
  /** Sends it a command, such as FLUSHALL. */
  command(...words: string[]): Promise<unknown>;
  /** It answers nothing from now on, as a machine that hangs. */
  freeze(): void;
  /** It goes on where it was frozen. */
  thaw(): void;
}

/** A Redis of its own: `redis-server` on the PATH, or REDIS_SERVER_PATH. */
export async function startRedis(): Promise<TestRedis> {
  const port = await freePort();
  let server: ChildProcess | null = null;
  const redis: TestRedis = {
    url: `redis://127.0.0.1:${port}`,
    start: async () => {
      server = await launch(port);
    },
    kill: async () => {
      if (server?.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
    },
    command: async (...words) => {
      const client = createClient({ url: redis.url });
      await client.connect();
      try {
        return await client.sendCommand(words);
      } finally {
        client.destroy();
      }
    },
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
  };
  await redis.start();
  return redis;
}

async function launch(port: number): Promise<ChildProcess> {
  const program = process.env.REDIS_SERVER_PATH ?? 'redis-server';
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn(program, options, { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise<void>((resolve, reject) => {
    server.once('error', () => {
      reject(new Error('These tests need redis-server on the PATH, or its path in REDIS_SERVER_PATH.'));
    });
    server.once('exit', () => reject(new Error('redis-server ended at once.')));
    server.stdout.on('data', (text: Buffer) => {
      if (text.includes('Ready to accept connections')) resolve();
    });
  });
  return server;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
