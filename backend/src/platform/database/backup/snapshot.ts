import { Client } from 'pg';

const open = new Set<Client>();
let interrupted = false;

export const isInterrupted = (): boolean => interrupted;

/** Ends what is under way, as an error would: so that whoever does it clears up. */
export function interrupt(): void {
  interrupted = true;
  for (const client of open) void client.end();
}

/** A connection that says the same of every value wherever it is, and takes its time. */
export async function connectPatiently(url: string): Promise<Client> {
  if (interrupted) throw new Error('interrupted');
  const client = new Client({ connectionString: url, application_name: 'litspark-backup' });
  // What ends it is reported by the statement that is under way.
  client.on('error', () => undefined);
  open.add(client);
  client.once('end', () => open.delete(client));
  await client.connect();
  await client.query(`
    SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;
    SET TIME ZONE 'UTC'; SET bytea_output = hex; SET extra_float_digits = 1; SET search_path = public`);
  return client;
}

/** Reads one committed moment of the database, however long that takes; others go on writing. */
export async function inSnapshot<T>(url: string, read: (client: Client) => Promise<T>): Promise<T> {
  const client = await connectPatiently(url);
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const result = await read(client);
    await client.query('COMMIT');
    return result;
  } finally {
    await client.end();
  }
}
