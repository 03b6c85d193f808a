/** Set by the process that starts workers, for each; no variable of the operator's. */
export const workerVariable = 'LITSPARK_WORKER';

/** The number of this process among workers, from 1; null where it is the service alone, or starts workers. */
export function workerNumber(): number | null {
  const given = process.env[workerVariable];
  return given !== undefined && process.send ? Number(given) : null;
}
