import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How many of these somebody still holds. */
export async function heldAfterGarbageCollection(references: readonly WeakRef<object>[]): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let held = references.length;
  // What was looked at in a task is held until its end, and what waits for a timer or a database until that is done.
  for (let round = 0; held > 0 && round < 50; round += 1) {
    await new Promise((wake) => setTimeout(wake, round));
    collect();
    held = references.filter((reference) => reference.deref() !== undefined).length;
  }
  return held;
}
