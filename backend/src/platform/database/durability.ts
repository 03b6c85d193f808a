import { DataSource } from 'typeorm';
import { StartError } from '../config/start-error.js';
import { dataSourceOptions } from './data-source-options.js';

/** While one of these is off, a crash can take back what PostgreSQL has acknowledged. */
const durableSettings = ['fsync', 'full_page_writes', 'synchronous_commit'];

interface Weakness {
  name: string;
  /** Where PostgreSQL has it from, such as `configuration file` or `database user`. */
  source: string;
}

/**
 * Acknowledged means durably committed. Throws `StartError` for a PostgreSQL that may forget a commit, unless `acceptLoss`:
 * then it says so at every start.
 */
export async function requireDurability(
  url: string,
  acceptLoss: boolean,
  say: (line: string) => void,
): Promise<void> {
  const weaknesses = await findWeaknesses(url);
  if (weaknesses.length === 0) return;
  const found = weaknesses.map(({ name, source }) => `${name} is off (set by ${source})`).join(', ');
  const fault = `PostgreSQL may lose messages that it has acknowledged: ${found}.`;
  const consent = 'ACCEPT_LOSS_OF_ACKNOWLEDGED_MESSAGES=yes';
  if (!acceptLoss) throw new StartError(`${fault} Turn it on, or accept the loss by ${consent}.`);
  say(`Warning: ${fault} That is accepted by ${consent}.`);
}

/** As the application's own connections see them: a role, a database and an address may each set them otherwise. */
async function findWeaknesses(url: string): Promise<Weakness[]> {
  const options = dataSourceOptions({ url, poolSize: 1, applicationName: 'litspark-start' });
  const source = await new DataSource(options).initialize();
  try {
    return await source.query<Weakness[]>(
      `SELECT name, source FROM pg_settings WHERE name = ANY($1) AND setting = 'off' ORDER BY name`,
      [durableSettings],
    );
  } finally {
    await source.destroy();
  }
}
