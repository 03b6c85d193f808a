import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { runningServer } from '../../src/platform/database/embedded/running-server.js';
import { Product } from '../../test/start-product.js';
import { readTrace, traceOptions, type SystemCall } from './system-calls.js';

/** What of the log's writing and of the answers is watched. */
const watched = 'trace=write,writev,sendto,sendmsg,pwrite64,fdatasync,fsync';

const program = process.env.STRACE_PATH || 'strace';

/** Throws, and says what to do, where one program may not watch another. */
export function requireTracing(): void {
  try {
    execFileSync(program, ['-f', '-o', '/dev/null', process.execPath, '--version'], { stdio: 'pipe' });
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().replaceAll('\n', ' ') : String(error);
    throw new Error(
      `The proof of what a power loss leaves needs strace, and leave to trace (in a container: --cap-add=SYS_PTRACE): ${reason}`,
      { cause: error },
    );
  }
}

/** The built product and the database that it starts, every write and flush of theirs watched. */
export class TracedService {
  readonly product: Product;
  private readonly traceFile: string;

  /** Each flush takes `flushMs` longer than it would: what doesn't wait for it comes before. */
  constructor(
    private readonly dataDir: string,
    flushMs: number,
    environment: NodeJS.ProcessEnv = {},
  ) {
    this.traceFile = join(dataDir, 'trace');
    const delay = `inject=fdatasync:delay_exit=${flushMs}ms`;
    // -D: the service is our own child, so a signal reaches it and not strace.
    const options = ['-D', ...traceOptions, '-e', watched, '-e', delay, '-o', this.traceFile];
    this.product = new Product({ DATA_DIR: dataDir, DEMO: 'off', ...environment }, undefined, [
      program,
      ...options,
    ]);
  }

  /** A connection to its database that may look into the log. */
  async database(): Promise<Client> {
    const home = join(this.dataDir, 'postgres');
    const { superuserPassword } = JSON.parse(readFileSync(join(home, 'access.json'), 'utf8')) as {
      superuserPassword: string;
    };
    const { host, port } = runningServer(join(home, 'cluster')) ?? {};
    const client = new Client({
      host,
      port,
      user: 'postgres',
      password: superuserPassword,
      database: 'litspark',
    });
    await client.connect();
    return client;
  }

  /** Stops service and database, and gives what was seen of them. */
  async stop(): Promise<SystemCall[]> {
    this.product.signal('SIGTERM');
    await this.product.exited;
    return readTrace(readFileSync(this.traceFile, 'utf8'));
  }
}
