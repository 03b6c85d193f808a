import * as fc from 'fast-check';

/** `LITSPARK_SEED=… npm test -- backend …` runs a failed schedule again. */
const seed = Number(process.env['LITSPARK_SEED'] ?? Date.now() % 2 ** 31);

/** Runs a property on real services: few runs, each with many steps. The seed is in the message of a failure. */
export async function holds<T>(
  schedule: fc.Arbitrary<T>,
  property: (schedule: T) => Promise<void>,
  numRuns = 5,
): Promise<void> {
  await fc.assert(fc.asyncProperty(schedule, property), { seed, numRuns, endOnFailure: true });
}
