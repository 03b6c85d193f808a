import type { Patch } from './bug.js';

/** The compiled code of a file with a patch in it. Throws where its text isn't there exactly once. */
export function applyPatch(code: string, { file, find, replace }: Patch): string {
  const parts = code.split(find);
  if (parts.length !== 2)
    throw new Error(`the text to replace is ${parts.length - 1} times in ${file}, not once:\n${find}`);
  return parts.join(replace);
}
