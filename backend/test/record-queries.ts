import { AsyncLocalStorage } from 'node:async_hooks';
import { DataSource, type Logger } from 'typeorm';
import type { TestApp } from './create-test-app.js';

type App = Pick<TestApp, 'get'>;
type Work = () => Promise<unknown>;

/** The statements of the work that the running code belongs to. */
const works = new AsyncLocalStorage<string[]>();

/**
 * The statements that `work` itself sends to the app's database, those that begin and end transactions too. What else goes on
 * meanwhile is left out, such as presence that is announced; so is what `work` causes over HTTP or sockets.
 */
export async function recordQueries(app: App, work: Work): Promise<string[]> {
  const statements: string[] = [];
  await observe(
    app,
    (statement) => works.getStore()?.push(statement),
    () => works.run(statements, work),
  );
  return statements;
}

/**
 * All statements that the app sends to its database while `work` runs, whatever causes them, but for what runs in the background all
 * the time. An exact number says something only of an app that is at rest before.
 */
export async function recordQueriesOfAll(app: App, work: Work): Promise<string[]> {
  const statements: string[] = [];
  const note = (statement: string) => {
    if (!statement.startsWith('/* background */')) statements.push(statement);
  };
  await observe(app, note, work);
  return statements;
}

async function observe(app: App, logQuery: (statement: string) => void, work: Work): Promise<void> {
  const dataSource = app.get(DataSource);
  const { logger } = dataSource;
  const ignore = () => undefined;
  const recorder: Logger = {
    logQuery,
    logQueryError: ignore,
    logQuerySlow: ignore,
    logSchemaBuild: ignore,
    logMigration: ignore,
    log: ignore,
  };
  dataSource.logger = recorder;
  try {
    await work();
  } finally {
    dataSource.logger = logger;
  }
}
