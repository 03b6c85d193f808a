import type { Progress } from './fill.js';

const width = 30;
const plainEveryMs = 5_000;

/** A bar on the terminal, with the time that is left; elsewhere a line now and then. Written to standard error. */
export function progressBar(label: string): { show: Progress; end(): void } {
  const began = performance.now();
  const living = process.stderr.isTTY;
  let lastMs = 0;
  return {
    show: (done, total, what) => {
      const now = performance.now();
      if (!living && now - lastMs < plainEveryMs && done < total) return;
      lastMs = now;
      const part = Math.min(done / total, 1);
      const left =
        part > 0 && part < 1 ? `, ${Math.ceil(((now - began) * (1 / part - 1)) / 1_000)} s left` : '';
      const bar = '█'.repeat(Math.round(part * width)).padEnd(width, '░');
      const line = `${label} ${bar} ${Math.floor(part * 100)} % ${what}${left}`;
      process.stderr.write(living ? `\r\u001B[K${line}` : `${line}\n`);
    },
    end: () => {
      process.stderr.write(
        `${living ? '\r\u001B[K' : ''}${label}: ${((performance.now() - began) / 1_000).toFixed(0)} s\n`,
      );
    },
  };
}
