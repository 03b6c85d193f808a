import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Ends this process on a signal through `process.exit`, so that what it started is stopped too.
 * @returns {() => void} gives the signals back
 */
export function exitOnSignals() {
  const exit = (signal) => process.exit(128 + constants.signals[signal]);
  for (const signal of signals) process.on(signal, exit);
  return () => signals.forEach((signal) => process.off(signal, exit));
}

/** npm hands a signal to its shell, which dies without passing it on: whoever loses its parent was meant too. */
export function stopWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 200);
  watch.unref();
}
