// What a command tells its user: one plain line for each step, and on a terminal one living line for what is under way.

const began = Date.now();
const living = process.stdout.isTTY === true;
const plainEveryMs = 5_000;

/** Seconds since the command started, as `12.3 s`. */
export const elapsed = (since = began) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Prints one line, with the time since the command started. */
export function say(text) {
  console.log(`[${elapsed().padStart(7)}] ${text}`);
}

/**
 * Shows that something goes on. On a terminal the line rewrites itself; elsewhere a plain line comes every 5 s.
 * @param {string} label what is under way
 * @returns {{ detail(text: string): void, end(): void }} `detail` takes the newest news; `end` clears the line
 */
export function progress(label) {
  const started = Date.now();
  let news = '';
  const draw = () => {
    const line = `${label} … ${elapsed(started)} ${news}`.trimEnd();
    if (living) process.stdout.write(`\r\u001b[2K${line.slice(0, (process.stdout.columns ?? 80) - 1)}`);
    else say(line);
  };
  const timer = setInterval(draw, living ? 200 : plainEveryMs);
  return {
    detail: (text) => (news = text),
    end: () => {
      clearInterval(timer);
      if (living) process.stdout.write('\r\u001b[2K');
    },
  };
}
