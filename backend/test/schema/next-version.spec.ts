import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { routes } from '@litspark/shared-contracts';
import { DataSource, type QueryRunner } from 'typeorm';
import { isBreaking } from '../../src/platform/database/schema-state.js';
import { closeTestClients, connectTestClient } from '../connect-test-client.js';
import { createTestApp, type TestApp } from '../create-test-app.js';
import { eventUses } from '../surface/event-uses.js';
import { perform } from '../surface/perform.js';
import { routeUses } from '../surface/route-uses.js';
import { verdictOf } from '../surface/rules.js';
import { setStage } from '../surface/stage.js';
import { breakingChanges } from './breaking-changes.js';
import { readSchema } from './schema-snapshot.js';

/** What a next version may do to every table, while this one serves. */
class AdditionsEverywhere9000000000000 {
  readonly name = 'AdditionsEverywhere9000000000000';

  async up(runner: QueryRunner): Promise<void> {
    const tables = (await runner.query(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`,
    )) as { name: string }[];
    for (const { name } of tables)
      await runner.query(`ALTER TABLE ${name} ADD COLUMN next_note text,
        ADD COLUMN next_count integer NOT NULL DEFAULT 1, ADD COLUMN next_list jsonb NOT NULL DEFAULT '[]'`);
    await runner.query(`CREATE TABLE next_things (id uuid PRIMARY KEY, user_id uuid REFERENCES users)`);
    await runner.query(`INSERT INTO migrations (timestamp, name) VALUES (9000000000000, $1)`, [this.name]);
  }
}

let app: TestApp;
beforeAll(async () => (app = await createTestApp({ databasePoolSize: 4 })));
afterAll(async () => {
  closeTestClients();
  await app.close();
});

const uses = routeUses.filter(({ rule }) => verdictOf(rule, 'owner', 'group') === 'done');
const events = eventUses.filter(({ rule }) => verdictOf(rule, 'owner', 'group') === 'done');

/** Everything that an owner of a group may do, each on a group of its own; what went wrong. */
async function failures(): Promise<string[]> {
  const failed: string[] = [];
  for (const { route, doing, call } of uses) {
    const stage = await setStage(app, 'owner', 'group');
    const { status, text } = await perform(app, route, await call(stage), stage);
    if (status >= 400) failed.push(`${doing} (${routes[route].path}): ${status} ${text}`);
  }
  for (const { event, payload } of events) {
    const stage = await setStage(app, 'owner', 'group');
    const client = await connectTestClient(app, stage);
    const [answer] = await client.raw(event, payload(stage));
    if (!(answer as { ok: boolean }).ok) failed.push(`${event}: ${JSON.stringify(answer)}`);
    client.close();
  }
  return failed;
}

it('this version goes on serving, with every call and event, while the next one adds to every table', async () => {
  expect(await failures()).toEqual([]);
  const runner = app.get(DataSource).createQueryRunner();
  const migration = new AdditionsEverywhere9000000000000();
  expect(isBreaking(migration.name)).toBe(false);
  const client = (await runner.connect()) as Parameters<typeof readSchema>[0];
  const before = await readSchema(client);
  await migration.up(runner);
  expect(breakingChanges(before, await readSchema(client))).toEqual([]);
  await runner.release();
  // The connections have statements that were prepared before.
  expect(await failures()).toEqual([]);
}, 120_000);
