import { DataSource, type Logger } from 'typeorm';
import type { TestApp } from './create-test-app.js';

/**
 * The statements that the app sends to its database while `work` runs, those that begin and end transactions too. What
 * runs in the background all the time is left out.
 */
export async function recordQueries(
  app: Pick<TestApp, 'get'>,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const dataSource = app.get(DataSource);
  const { logger } = dataSource;
  const statements: string[] = [];
  const ignore = () => undefined;
  const recorder: Logger = {
    logQuery: (query) => {
      if (!query.startsWith('/* background */')) statements.push(query);
    },
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
  return statements;
}
