import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createEmptyTestDatabase } from '../../../test/test-database.js';
import { StartError } from '../config/start-error.js';
import { migrations } from '../../migrations.js';
import { knownMigrations, migrate, migrationSource, newerThanThis } from './migrate.js';

describe('the migrations', () => {
  let database: { url: string; drop: () => Promise<void> };
  beforeEach(async () => {
    database = await createEmptyTestDatabase();
  });
  afterEach(() => database.drop());

  /** Tables with their columns, constraints and indices, as PostgreSQL describes them. */
  async function schema(): Promise<unknown[]> {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(`
      SELECT 'column' AS kind, table_name AS place, column_name AS name,
        concat_ws(' ', data_type, is_nullable, column_default, collation_name) AS definition
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migrations'
      UNION ALL SELECT 'index', tablename, indexname, indexdef FROM pg_indexes
        WHERE schemaname = 'public' AND tablename <> 'migrations'
      UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'migrations'
      ORDER BY 1, 2, 3`);
    await client.end();
    return rows;
  }

  it('go all the way up, down to nothing, and up to the same again', async () => {
    expect(await migrate(database.url)).toHaveLength(migrations.length);
    const first = await schema();
    expect(first.length).toBeGreaterThan(50);

    const source = await migrationSource(database.url).initialize();
    for (const _ of migrations) await source.undoLastMigration({ transaction: 'each' });
    expect(await schema()).toEqual([]);
    await source.destroy();

    await migrate(database.url);
    expect(await schema()).toEqual(first);
  });

  it('keep when markers moved, in blocks', async () => {
    const source = await migrationSource(database.url).initialize();
    const blocksAt = migrations.findIndex(({ name }) => name.startsWith('MarkerAdvanceBlocks'));
    await source.runMigrations({ transaction: 'each' });
    for (let at = migrations.length; at > blocksAt; at -= 1) await source.undoLastMigration();
    const [conversation, user] = [randomUUID(), randomUUID()];
    const rows = [
      [3, '2026-01-01T10:00:00.000Z'],
      [5, '2026-01-01T23:59:59.999Z'],
      [6, '2026-01-02T00:00:00.000Z'],
      [9, null],
      [64, '2026-01-02T08:00:00.000Z'],
    ] as const;
    for (const [seq, at] of rows)
      await source.query(
        `INSERT INTO marker_advances (conversation_id, user_id, kind, seq, at) VALUES ($1, $2, 'read', $3, $4)`,
        [conversation, user, seq, at],
      );
    await source.runMigrations({ transaction: 'each' });
    const blocks = () =>
      source.query<unknown[]>(
        `SELECT block::int, day::text, seqs::int[], ats[1] IS NULL AS began FROM marker_advance_blocks ORDER BY block, day`,
      );
    const today = new Date().toISOString().slice(0, 10);
    expect(await blocks()).toEqual([
      { block: 0, day: '2026-01-01', seqs: [3, 5], began: false },
      { block: 0, day: '2026-01-02', seqs: [6], began: false },
      { block: 0, day: today, seqs: [9], began: true },
      { block: 1, day: today, seqs: [64], began: false },
    ]);
    for (let at = migrations.length; at > blocksAt; at -= 1) await source.undoLastMigration();
    expect(await source.query(`SELECT seq::int, at FROM marker_advances ORDER BY seq`)).toEqual(
      rows.map(([seq, at]) => ({ seq, at: at === null ? null : new Date(at) })),
    );
    await source.destroy();
  });

  it('tell from times who joined after which message', async () => {
    const source = await migrationSource(database.url).initialize();
    const joinedSeqAt = migrations.findIndex(({ name }) => name.startsWith('JoinedSeq'));
    await source.runMigrations({ transaction: 'each' });
    for (let at = migrations.length; at > joinedSeqAt; at -= 1) await source.undoLastMigration();
    const conversation = randomUUID();
    const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
    await source.query(
      `INSERT INTO conversations (id, kind, visibility, participant_count, last_seq, created_at)
       VALUES ($1, 'group', 'private', 5, 3, $2)`,
      [conversation, at(0)],
    );
    const people = { creator: [0, 3], second: [20, 2], sameInstant: [30, 3], behind: [40, 1], last: [99, 3] };
    const ids = new Map<string, string>();
    for (const [name, [joined = 0, marker]] of Object.entries(people)) {
      const user = randomUUID();
      ids.set(user, name);
      await source.query(
        `INSERT INTO users (id, email, email_key, display_name, search_text, role) VALUES ($1, $2, $2, $2, $2, 'member')`,
        [user, name],
      );
      await source.query(
        `INSERT INTO participants (conversation_id, user_id, role, joined_at, last_read_seq, last_delivered_seq)
         VALUES ($1, $2, 'member', $3, $4, $4)`,
        [conversation, user, at(joined), marker],
      );
    }
    for (const seq of [1, 2, 3])
      await source.query(
        `INSERT INTO messages (id, conversation_id, seq, revision, sender_id, client_message_id, body, created_at)
         SELECT $1, $2, $3, $3, user_id, $1, '', $4 FROM participants ORDER BY joined_at LIMIT 1`,
        [randomUUID(), conversation, seq, at(seq * 10)],
      );
    await source.runMigrations({ transaction: 'each' });
    const rows = await source.query<{ user: string; seq: number }[]>(
      `SELECT user_id AS user, joined_seq::int AS seq FROM participants`,
    );
    // Whose clock was ahead joined at their marker at the latest.
    expect(Object.fromEntries(rows.map(({ user, seq }) => [ids.get(user), seq]))).toEqual({
      creator: 0,
      second: 1,
      sameInstant: 2,
      behind: 1,
      last: 3,
    });
    await source.destroy();
  });

  it('go no further than those that are named, and are told one by one', async () => {
    const [oldest, ...others] = knownMigrations();
    expect(await migrate(database.url, { only: [oldest!] })).toEqual([oldest]);
    const told: string[] = [];
    expect(await migrate(database.url, { onMigration: (name) => told.push(name) })).toEqual(others);
    expect(told).toEqual(others);
  });

  /** Notes that a newer version applied a migration of this name. */
  async function applied(name: string): Promise<void> {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(`INSERT INTO migrations (timestamp, name) VALUES (9000000000000, $1)`, [name]);
    await client.end();
  }

  it('refuse a database that a newer version has changed for all others, in one line that says what to do', async () => {
    await migrate(database.url);
    await applied('BreakingChange9000000000000');
    await applied('Addition9000000000000');
    const refused = migrate(database.url);
    await expect(refused).rejects.toThrow(StartError);
    await expect(refused).rejects.toThrow(
      /^The database was changed by a newer version of LitSpark Messagerie \(BreakingChange9000000000000\) and this one can’t serve it any more: start that version, or restore a backup that this one made\.$/,
    );
  });

  it('take a database to which a newer version only added', async () => {
    await migrate(database.url, { only: knownMigrations().slice(0, -1) });
    await applied('Addition9000000000000');
    expect(await migrate(database.url)).toEqual(knownMigrations().slice(-1));
  });

  it('have nothing to do where those that this version knows were applied', async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    expect(await newerThanThis(client)).toBeNull();
    await migrate(database.url, { only: knownMigrations().slice(0, -1) });
    expect(await newerThanThis(client)).toBeNull();
    await migrate(database.url);
    expect(await newerThanThis(client)).toEqual([]);
    await applied('Addition9000000000000');
    expect(await newerThanThis(client)).toEqual(['Addition9000000000000']);
    await applied('BreakingChange9000000000000');
    expect(await newerThanThis(client)).toBeNull();
    await client.end();
  });

  it('are applied once when several nodes start together', async () => {
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(database.url)));
    expect(applied.flat()).toHaveLength(migrations.length);
    expect(await migrate(database.url)).toEqual([]);
  });
});
