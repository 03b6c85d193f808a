import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { StartError } from '../../config/start-error.js';
import { type Account, databaseAccount } from './account.js';
import { type Binaries, findBinaries } from './binaries.js';
import { type Cluster, hasCluster, openCluster, readCluster } from './cluster.js';
import { freePort, hasSockets, type Listening, onPort, onSocket, removeSocketFolder } from './listening.js';
import { type RunningServer, runningServer, stopServer } from './running-server.js';
import { startServer } from './server-process.js';
import { isError } from '../../errors/is-error.js';

export interface EmbeddedPostgresOptions {
  dataDir: string;
  /** Called when something takes a while, with a line for the operator. */
  onProgress?: (line: string) => void;
  /** Called while a program of PostgreSQL is at work, perhaps more than once: the time for something else. */
  whileStarting?: (() => void) | undefined;
  /** Server settings besides ours. */
  settings?: Readonly<Record<string, string>>;
  /** Listen on a port also where there are Unix sockets: for a test that puts a network in between. */
  onPort?: boolean;
}

/** Held by the process that uses the data, on a connection that dies with it: so a second start is refused, a crashed one is not. */
const ownerLock = 7_451_206;
const startTimeoutMs = 60_000;
const database = 'litspark';

/**
 * PostgreSQL in `DATA_DIR/postgres`, on a Unix socket that nobody else can reach; on Windows on a free port of 127.0.0.1.
 * A server that outlived its node process is adopted; one that dies is started again, at the same place.
 */
export class EmbeddedPostgres {
  private owner: Client | null = null;
  private stopping = false;
  private at: Pick<RunningServer, 'host' | 'port'> = { host: '', port: 0 };
  /** Its address was given to somebody: from now on that must stay the same. */
  private isAnnounced = false;

  private constructor(
    private readonly binaries: Binaries,
    private readonly account: Account | null,
    private readonly cluster: Cluster,
    private readonly options: EmbeddedPostgresOptions,
  ) {}

  /** Starts or adopts the server. Throws `StartError` when the data is in use or the server can't run. */
  static async open(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const account = databaseAccount();
    const binaries = findBinaries(account);
    const isNew = !hasCluster(options.dataDir);
    if (isNew) options.onProgress?.('Making the database (a few seconds, once)');
    const opening = openCluster(options.dataDir, binaries, account);
    if (isNew) options.whileStarting?.();
    const cluster = await opening;
    const server = new EmbeddedPostgres(binaries, account, cluster, options);
    await server.start();
    server.isAnnounced = true;
    return server;
  }

  /** The application's database, as its owner who is no superuser. */
  get url(): string {
    return this.urlFor('litspark', this.cluster.appPassword, database);
  }

  /** For making further databases (tests). */
  get superuserUrl(): string {
    return this.urlFor('postgres', this.cluster.superuserPassword, 'postgres');
  }

  /** Stops the server, once its last user is done. */
  async stop(): Promise<void> {
    this.stopping = true;
    const running = runningServer(this.cluster.dataFolder);
    await this.owner?.end();
    if (running) await stopServer(running);
    removeSocketFolder(this.cluster);
  }

  private async start(): Promise<void> {
    const owner = await this.connect();
    try {
      const held = await owner.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
        ownerLock,
      ]);
      if (held.rows[0]?.mine !== true) throw new StartError(await this.inUse(owner));
      await this.ensureDatabase(owner);
    } catch (error) {
      await owner.end();
      throw error;
    }
    this.owner = owner;
    owner.on('error', () => undefined);
    owner.once('end', () => void this.recover());
  }

  /** A connection to the server, which is started if none runs. */
  private async connect(): Promise<Client> {
    const deadline = Date.now() + startTimeoutMs;
    let startedAt = 0;
    for (;;) {
      const running = runningServer(this.cluster.dataFolder);
      if (running?.ready) {
        this.at = running;
        const client = new Client({ connectionString: this.superuserUrl, connectionTimeoutMillis: 5_000 });
        client.on('error', () => undefined);
        try {
          await client.connect();
          return client;
        } catch (error) {
          await client.end().catch(() => undefined);
          if (hasCode(error, '28P01'))
            throw new StartError(
              'The embedded database refuses its password; check DATA_DIR/postgres/access.json.',
            );
        }
      } else if (!running && Date.now() - startedAt > 1_000) {
        // Another start: none was made yet, or it gave up (its predecessor's memory was not free yet, the port was taken).
        startedAt = Date.now();
        const { binaries, cluster, account } = this;
        startServer(binaries.postgres, cluster, account, await this.listening(), this.options.settings ?? {});
      }
      if (Date.now() > deadline)
        throw new StartError(`The embedded database does not start: ${this.lastWords()}`);
      if (!this.isAnnounced) this.options.whileStarting?.();
      await pause(15);
    }
  }

  private async listening(): Promise<Listening> {
    // A server of an earlier version, which was adopted, may have been on a port.
    if (this.isAnnounced ? this.at.host !== '127.0.0.1' : hasSockets && this.options.onPort !== true)
      return onSocket(this.cluster, this.account);
    return onPort(this.isAnnounced ? this.at.port : await freePort());
  }

  private async ensureDatabase(owner: Client): Promise<void> {
    // Both values are ours: a word, and hexadecimal digits.
    const role = await owner.query(`SELECT FROM pg_roles WHERE rolname = 'litspark'`);
    if (role.rowCount === 0)
      await owner.query(`CREATE ROLE litspark LOGIN PASSWORD '${this.cluster.appPassword}'`);
    const found = await owner.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (found.rowCount === 0) await owner.query(`CREATE DATABASE ${database} OWNER litspark`);
  }

  /** The server went away under us: the pool reconnects by itself once there is one again at the same place. */
  private async recover(): Promise<void> {
    this.owner = null;
    while (!this.stopping && this.owner === null) {
      try {
        await this.start();
      } catch (error) {
        this.options.onProgress?.(isError(error) ? error.message : String(error));
        await pause(1_000);
      }
    }
  }

  private async inUse(owner: Client): Promise<string> {
    const holder = await owner.query<{ name: string }>(
      `SELECT application_name AS name FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND objid = $1`,
      [ownerLock],
    );
    const who = holder.rows[0]?.name.replace('litspark-', ' by process ') ?? '';
    return `The data in ${this.options.dataDir} is in use${who}: stop that one first, or set DATA_DIR to another folder.`;
  }

  private urlFor(user: string, password: string, name: string): string {
    const application = user === 'postgres' ? `?application_name=litspark-${process.pid}` : '';
    return `${urlOf(this.at, { user, password }, name)}${application}`;
  }

  private lastWords(): string {
    try {
      return readFileSync(this.cluster.logFile, 'utf8').trim().split('\n').slice(-3).join(' ');
    } catch {
      return `there is nothing in ${this.cluster.logFile}`;
    }
  }
}

/** The application's database of a server that somebody else runs; null where none runs. */
export function runningDatabase(dataDir: string): string | null {
  const { dataFolder, appPassword } = readCluster(dataDir);
  const running = runningServer(dataFolder);
  return running?.ready ? urlOf(running, { user: 'litspark', password: appPassword }, database) : null;
}

function urlOf(
  { host, port }: Pick<RunningServer, 'host' | 'port'>,
  { user, password }: { user: string; password: string },
  name: string,
): string {
  return `postgres://${user}:${password}@${encodeURIComponent(host)}:${port}/${name}`;
}

function hasCode(error: unknown, code: string): boolean {
  return isError(error) && 'code' in error && error.code === code;
}
