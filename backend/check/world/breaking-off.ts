import { constants } from 'node:os';

/**
 * Ends this process through `process.exit`, which clears its workplace, on a signal and on a fault that nobody caught,
 * and says what was under way.
 */
export function exitWhenBrokenOff(underWay: () => readonly string[]): void {
  const exit = (why: string, code: number) => {
    const where = underWay().join('; ') || 'nothing';
    process.stderr.write(`The checker broke off (${why}). Under way: ${where}\n`);
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => exit(signal, 128 + constants.signals[signal]));
  for (const kind of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(kind, (error: unknown) =>
      exit(error instanceof Error ? (error.stack ?? error.message) : String(error), 2),
    );
}
