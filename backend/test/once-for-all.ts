import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './until.js';

/** Does this work once for all test files of a run: those that come meanwhile wait for it, and try themselves if it fails. */
export async function onceForAll(name: string, work: () => void | Promise<void>): Promise<void> {
  const done = join(process.env.LITSPARK_TEST_FOLDER!, `${name}-done`);
  const begun = join(process.env.LITSPARK_TEST_FOLDER!, `${name}-begun`);
  await until(() => existsSync(done) || isFirst(begun), 110_000);
  if (existsSync(done)) return;
  try {
    await work();
    writeFileSync(done, '');
  } finally {
    rmdirSync(begun);
  }
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
