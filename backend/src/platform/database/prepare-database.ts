import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Configuration } from '../config/configuration.js';
import { StartError } from '../config/start-error.js';
import { translateDatabaseError } from './database-errors.js';
import { connectionLimits } from './data-source-options.js';
import { requireDurability } from './durability.js';
import { EmbeddedPostgres } from './embedded/embedded-postgres.js';
import { isError } from '../errors/is-error.js';

export interface PreparedDatabase {
  url: string;
  /** Stops the embedded database; does nothing to another one. */
  stop(): Promise<void>;
}

const patienceMs = 30_000;

/** A database that is there, keeps what it acknowledges and is up to date: the one of `DATABASE_URL`, or the embedded one. `say` tells the operator what takes its time, `meanwhile` is called while it does, perhaps more than once. */
export async function prepareDatabase(
  { acceptLoss, ...location }: Configuration,
  say: (line: string) => void,
  meanwhile?: () => void,
): Promise<PreparedDatabase> {
  const database = await open(location, say, meanwhile);
  try {
    await patiently(() => migrateAndTell(database.url, acceptLoss, say), location, say);
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** Brings the schema up to date and leaves the database as it was found: stopped, where it is the embedded one. Returns how many migrations were applied. */
export async function migrateDatabase(location: Location, say: (line: string) => void): Promise<number> {
  const database = await open(location, say);
  try {
    const { migrate } = await import('./migrate.js');
    const onMigration = (name: string) => say(`Applying ${name}`);
    const applied = await patiently(() => migrate(database.url, { onMigration }), location, say);
    return applied.length;
  } finally {
    await database.stop();
  }
}

type Location = Pick<Configuration, 'databaseUrl' | 'dataDir'>;

async function open(
  { databaseUrl, dataDir }: Location,
  say: (line: string) => void,
  whileStarting?: () => void,
): Promise<PreparedDatabase> {
  if (databaseUrl !== null) return { url: databaseUrl, stop: () => Promise.resolve() };
  const embedded = await EmbeddedPostgres.open({ dataDir, onProgress: say, whileStarting });
  return { url: embedded.url, stop: () => embedded.stop() };
}

/**
 * Where services start together, the database may come up after us; and on a busy machine a connection can take so long
 * that it is given up.
 */
async function patiently<T>(
  work: () => Promise<T>,
  { databaseUrl }: Location,
  say: (line: string) => void,
): Promise<T> {
  const complaint =
    databaseUrl === null ? 'The embedded database can’t be used' : 'DATABASE_URL takes a database we can use';
  const deadline = Date.now() + patienceMs;
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof StartError) throw error;
      const away = translateDatabaseError(error) !== error;
      if (!away || Date.now() > deadline) throw new StartError(`${complaint}: ${reason(error)}.`);
      if (tries === 0) say('Waiting for the database');
      await pause(500);
    }
  }
}

async function migrateAndTell(url: string, acceptLoss: boolean, say: (line: string) => void): Promise<void> {
  // Loaded only now, so that a second start is refused and the server is started without waiting for it.
  const { migrate, newerThanThis } = await import('./migrate.js');
  const newer = await withClient(url, async (client) => {
    await requireDurability(client, acceptLoss, say);
    return newerThanThis(client);
  });
  if (newer !== null && newer.length > 0)
    say(
      `The database is of a newer version of LitSpark Messagerie (${newer.join(', ')}); this one can serve it meanwhile`,
    );
  if (newer !== null) return;
  const applied = await migrate(url);
  if (applied.length > 0) say(`Database migrated: ${applied.join(', ')}`);
}

/** On a connection such as the application's. */
async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    ...connectionLimits(),
    connectionString: url,
    application_name: 'litspark-start',
    connectionTimeoutMillis: 5_000,
  });
  // What breaks it fails the work.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) return reason(error.errors[0]);
  return isError(error) ? error.message : String(error);
}
