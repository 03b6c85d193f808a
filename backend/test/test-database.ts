import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface TestDatabase {
  url: string;
  drop: () => Promise<void>;
}

/** A fresh, migrated database of its own. `drop` when done. */
export function createTestDatabase(): Promise<TestDatabase> {
  return create(new URL(required('LITSPARK_TEST_TEMPLATE_URL')).pathname.slice(1));
}

/** One without any table. */
export function createEmptyTestDatabase(): Promise<TestDatabase> {
  return create('template1');
}

/** One with what another holds, to which nobody may be connected. */
export function copyTestDatabase({ url }: Pick<TestDatabase, 'url'>): Promise<TestDatabase> {
  return create(new URL(url).pathname.slice(1));
}

async function create(template: string): Promise<TestDatabase> {
  const url = new URL(required('LITSPARK_TEST_TEMPLATE_URL'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  // By file copy: what goes through the write-ahead log takes three times the processor.
  await asSuperuser(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY OWNER ${url.username}`);
  url.pathname = name;
  return { url: url.href, drop: () => asSuperuser(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function asSuperuser(statement: string): Promise<void> {
  const client = new Client({ connectionString: required('LITSPARK_TEST_SUPERUSER_URL') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing: run the tests by jest in backend.`);
  return value;
}
