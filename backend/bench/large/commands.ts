import { Client } from 'pg';
import { migrate } from '../../src/platform/database/migrate.js';
import { fill } from './fill.js';
import { measureLarge } from './measure.js';
import { progressBar } from './progress-bar.js';

const most = 10_000_000;

/** `large [--messages N]`: how much slower calls are where N messages are stored; without a number, ten million. */
export const large = async (words: readonly string[]): Promise<void> =>
  console.log(await measureLarge(messagesOf(words)));

/** `fill [--messages N]`: fills the empty database of DATABASE_URL, and says who can be signed in as. */
export async function fillDatabase(words: readonly string[]): Promise<void> {
  const messages = messagesOf(words);
  const url = process.env['DATABASE_URL'];
  if (!url) throw new Error('DATABASE_URL takes the address of an empty database.');
  await migrate(url);
  const bar = progressBar(`Filling ${messages.toLocaleString('en')}`);
  const filled = await fill(url, messages, bar.show);
  bar.end();
  const [deepest] = filled.conversations;
  console.log(
    `${await sizeOf(url)}; the reader is ${filled.reader.userId}, the deepest conversation ${deepest?.id}`,
  );
}

function messagesOf(words: readonly string[]): number {
  const at = words.indexOf('--messages');
  const count = at < 0 ? most : Number(words[at + 1]);
  if (!Number.isInteger(count) || count < 1_000 || count > 100_000_000)
    throw new Error('--messages takes a whole number from 1000 to 100000000.');
  return count;
}

async function sizeOf(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ size: string }>(
    'SELECT pg_size_pretty(pg_database_size(current_database())) AS size',
  );
  await client.end();
  return rows[0]?.size ?? '';
}
