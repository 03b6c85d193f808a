import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { features } from '@litspark/shared-contracts';

/** What all features keep under this name in `test/<file>.ts` of their own folders. */
export async function usesOfFeatures<T>(file: string, name: string): Promise<readonly T[]> {
  const folders = features.map((feature) =>
    join(import.meta.dirname, `../../src/features/${feature.name}/test/${file}.ts`),
  );
  const modules = await Promise.all(folders.filter((path) => existsSync(path)).map((path) => import(path)));
  return (modules as Record<string, readonly T[]>[]).flatMap((module) => module[name] ?? []);
}
