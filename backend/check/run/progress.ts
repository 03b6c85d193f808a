import type { Run } from './run.js';

const everyMs = 10_000;

/** A line on how the run goes, every 10 s. Returns what ends that. */
export function reportProgress(run: Run, say: (line: string) => void): () => void {
  const began = Date.now();
  const timer = setInterval(() => {
    const { counts, violations } = run.history;
    const seconds = Math.round((Date.now() - began) / 1_000);
    say(
      `${String(seconds).padStart(5)} s  ${counts.operationsInAll} operations  ${counts.faultsInAll} faults  ` +
        `${violations.count} violations  ${run.state}`,
    );
  }, everyMs);
  return () => clearInterval(timer);
}
