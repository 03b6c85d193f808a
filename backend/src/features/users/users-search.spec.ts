import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { UserPage } from '@litspark/shared-contracts';
import { DataSource } from 'typeorm';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { recordQueriesOfAll } from '../../../test/record-queries.js';
import { request } from '../../../test/request.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

let app: TestApp;
let ann: TestUser;

beforeAll(async () => {
  app = await createTestApp();
  ann = await createUser(app, { displayName: 'Ann Lemaître', email: 'ann@example.org' });
  const dataSource = app.get(DataSource);
  await dataSource.query(
    `INSERT INTO users (id, email, email_key, display_name, search_text, role)
     SELECT gen_random_uuid(), mail, mail, name, name || ' ' || mail, 'member'
     FROM (SELECT md5(n::text) AS name, 'crowd' || n || '@example.org' AS mail FROM generate_series(1, 20000) n) crowd`,
  );
  // The index keeps new entries in a list aside, which the planner holds against it, until a vacuum.
  await dataSource.query(`VACUUM ANALYZE users`);
});
afterAll(() => app.close());

const search = async (words: string) => {
  const path = `/api/users?q=${encodeURIComponent(words)}`;
  const { body } = await request<UserPage>(app, 'GET', path, { as: ann });
  return body.items.map(({ displayName }) => displayName);
};

/** How PostgreSQL does what the directory asks it; `values` are of the statement's parameters from the seventh on. */
async function planOf(words: string, values: readonly string[]): Promise<string> {
  const statements = await recordQueriesOfAll(app, () => search(words));
  const directory = statements.find((statement) => statement.includes('name_words')) ?? '';
  const all = ['null', 'null', 'null', 'null', '51', `'{}'`, ...values];
  const lines = await app
    .get(UnitOfWork)
    .snapshot(
      async () =>
        app
          .get(UnitOfWork)
          .manager.query<{ 'QUERY PLAN': string }[]>(
            `EXPLAIN ${directory.replace(/\$(\d+)/g, (_, place: string) => all[Number(place) - 1] ?? '')}`,
          ),
      { mayScan: true },
    );
  return lines.map((line) => line['QUERY PLAN']).join('\n');
}

it('finds somebody among 20,000 by the index', async () => {
  const plan = await planOf('LEMAÎT ann', [`'%lemait%'`, `'%ann%'`, `'% lemait%'`, `'% ann%'`]);
  expect(plan).toContain('users_search');
  expect(plan).not.toContain('Seq Scan');
  expect(await search('LEMAÎT ann')).toEqual(['Ann Lemaître']);
});

it('reads everybody once where nearly everybody is meant, and looks up those it gives', async () => {
  const plan = await planOf('example', [`'%example%'`, `'% example%'`]);
  expect(plan.match(/ on users /g)).toHaveLength(3);
  expect(plan.match(/Seq Scan on users /g)).toHaveLength(1);
  expect(await search('example')).toHaveLength(50);
});

it('asks for the caller’s rights, with whom they write, who matches, and who is there', async () => {
  expect(await recordQueriesOfAll(app, () => search('example'))).toHaveLength(6);
});
