/** Our own environment holds secrets and, perhaps, PG* variables: a program that we start gets what it needs to run. */
export function programEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, LD_LIBRARY_PATH } = process.env;
  return { PATH, SystemRoot, TEMP, LD_LIBRARY_PATH, LC_ALL: 'C' };
}
