import { DataSource } from 'typeorm';
import type { TestApp } from '../create-test-app.js';

/** A digest of all that is stored, but for when people were last seen: their sockets come and go. */
export async function stored(app: TestApp): Promise<string> {
  const dataSource = app.get(DataSource);
  const tables = await dataSource.query<{ name: string }[]>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  const rows = tables.map(
    ({ name }) => `SELECT (to_jsonb(t) - 'last_seen_at')::text AS row FROM "${name}" t`,
  );
  const [digest] = await dataSource.query<{ md5: string }[]>(
    `SELECT md5(string_agg(row, ' ' ORDER BY row)) FROM (${rows.join(' UNION ALL ')}) everything`,
  );
  return digest?.md5 ?? 'nothing';
}
