import type { Client } from 'pg';
import { StartError } from '../config/start-error.js';

/** While one of these is off, a crash can take back what PostgreSQL has acknowledged. */
const durableSettings = ['fsync', 'full_page_writes', 'synchronous_commit'];

interface Weakness {
  name: string;
  /** Where PostgreSQL has it from, such as `configuration file` or `database user`. */
  source: string;
}

/**
 * Acknowledged means durably committed. Throws `StartError` for a PostgreSQL that may forget a commit, unless `acceptLoss`:
 * then it says so at every start. `client` connects as the application does: a role, a database and an address may each set
 * them otherwise.
 */
export async function requireDurability(
  client: Client,
  acceptLoss: boolean,
  say: (line: string) => void,
): Promise<void> {
  const weaknesses = await findWeaknesses(client);
  if (weaknesses.length === 0) return;
  const found = weaknesses.map(({ name, source }) => `${name} is off (set by ${source})`).join(', ');
  const fault = `PostgreSQL may lose messages that it has acknowledged: ${found}.`;
  const consent = 'ACCEPT_LOSS_OF_ACKNOWLEDGED_MESSAGES=yes';
  if (!acceptLoss) throw new StartError(`${fault} Turn it on, or accept the loss by ${consent}.`);
  say(`Warning: ${fault} That is accepted by ${consent}.`);
}

async function findWeaknesses(client: Client): Promise<Weakness[]> {
  const { rows } = await client.query<Weakness>(
    `SELECT name, source FROM pg_settings WHERE name = ANY($1) AND setting = 'off' ORDER BY name`,
    [durableSettings],
  );
  return rows;
}
