// What a command tells its user: one plain line for each step, and on a terminal one living line for what is under way.

const began = Date.now();
const living = process.stdout.isTTY === true;
const redrawMs = living ? 200 : 5_000;

/** Seconds since the command started, as `12.3 s`. */
export const elapsed = (since = began) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Prints text as it is, above the living line. */
export function print(text) {
  clear();
  console.log(text);
}

/** Prints one line, with the time since the command started. */
export function say(text) {
  print(`[${elapsed().padStart(7)}] ${text}`);
}

/** What is under way at this moment, in the order begun. */
const underWay = new Set();
let timer = null;

/**
 * Shows that something goes on. On a terminal one line rewrites itself and holds all that goes on; elsewhere a plain line
 * comes every 5 s.
 * @param {string} label what is under way
 * @returns {{ detail(text: string): void, end(): void }} `detail` takes the newest news; `end` clears the line
 */
export function progress(label) {
  const one = { label, started: Date.now(), news: '' };
  underWay.add(one);
  timer ??= setInterval(draw, redrawMs);
  return {
    detail: (text) => (one.news = text),
    end: () => {
      underWay.delete(one);
      clear();
      if (underWay.size > 0 || timer === null) return;
      clearInterval(timer);
      timer = null;
    },
  };
}

function draw() {
  const share = Math.max(20, Math.floor(((process.stdout.columns ?? 200) - 1) / underWay.size) - 3);
  const line = [...underWay]
    .map(({ label, started, news }) => `${label} … ${elapsed(started)} ${news}`.trimEnd().slice(0, share))
    .join(' · ');
  if (living) process.stdout.write(`\r\u001b[2K${line.slice(0, (process.stdout.columns ?? 80) - 1)}`);
  else say(line);
}

function clear() {
  if (living && underWay.size > 0) process.stdout.write('\r\u001b[2K');
}
