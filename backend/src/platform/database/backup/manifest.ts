import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { StartError } from '../../config/start-error.js';

const count = z.int().min(0);

const table = z.object({
  name: z.string(),
  /** Without those that PostgreSQL computes. */
  columns: z.array(z.string()),
  rows: count,
  /** Of its rows, in whatever order: equal where two tables hold the same. */
  digest: z.string(),
  /** Relative to the backup. */
  file: z.string(),
  sha256: z.string(),
});

const manifest = z.object({
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  /** Empty where the database had none yet. */
  generation: z.string(),
  /** By name, oldest first: the schema that the rows fit. */
  migrations: z.array(z.string()),
  tables: z.array(table),
  sequences: z.array(z.object({ table: z.string(), column: z.string(), next: z.string() })),
  /** What else lies in `DATA_DIR`, by its path there. */
  files: z.array(z.object({ path: z.string(), file: z.string(), sha256: z.string(), mode: count })),
});
export type Manifest = z.infer<typeof manifest>;

/** It is written last: a folder without it holds no complete backup. */
export const manifestFile = 'manifest.json';

/** Throws `StartError` where the folder holds no complete backup, or one of another format. */
export function readManifest(folder: string): Manifest {
  let text: string;
  try {
    text = readFileSync(join(folder, manifestFile), 'utf8');
  } catch {
    throw new StartError(
      `${folder} holds no complete backup (there is no ${manifestFile}): name the folder of one.`,
    );
  }
  const parsed = manifest.safeParse(parseJson(text));
  if (!parsed.success)
    throw new StartError(
      `${join(folder, manifestFile)} is damaged, or of a newer version: use another backup, or a newer version.`,
    );
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
