import { setTimeout as delay } from 'node:timers/promises';
import { bodyOf } from '../fill.mjs';
import { percentile } from '../table.mjs';

const perSecond = 50;
const count = 160;
const betweenKeysMs = 110;

/** Somebody types in a conversation into which others send. */
export async function keys({ browser, stage, rounds }) {
  const all = [];
  for (let round = 0; round < rounds; round += 1) {
    const { page, slow, close } = await browser.open(stage.reader, `/c/${stage.hot.id}`);
    await page.locator('ls-composer textarea').click();
    await slow();
    let sent = 0;
    const begun = performance.now();
    const sending = setInterval(() => {
      const due = ((performance.now() - begun) * perSecond) / 1_000;
      for (; sent < due; sent += 1)
        void stage.sockets[sent % stage.sockets.length].send(
          stage.hot.id,
          bodyOf(sent, `keys ${round}.${sent}`),
        );
    }, 10);
    await delay(2_000);
    const tasksBefore = await page.evaluate(() => {
      globalThis.bench.countKeys(true);
      return globalThis.bench.tasks.length;
    });
    const started = performance.now();
    for (let key = 0; key < count; key += 1) {
      await page.keyboard.press('abcdefghij '[key % 11]);
      await delay(betweenKeysMs);
    }
    const elapsed = performance.now() - started;
    const { keys: times, tasks } = await page.evaluate(() => globalThis.bench);
    clearInterval(sending);
    const long = tasks.slice(tasksBefore).reduce((sum, [, duration]) => sum + duration, 0);
    all.push({ times, share: (100 * long) / elapsed });
    await slow(1);
    await page.locator('ls-composer textarea').fill('');
    await page.waitForTimeout(1_500);
    await close();
  }
  const figure = (what, of, goal) => ({ what, unit: 'ms', goal, rounds: all.map(({ times }) => of(times)) });
  const name = `Key to paint, ${perSecond} messages a second come in`;
  return [
    figure(`${name}, median`, (times) => percentile(times, 50)),
    figure(`${name}, p99`, (times) => percentile(times, 99), 32),
    figure(`${name}, at most`, (times) => Math.max(...times)),
    { what: 'Time in long tasks meanwhile', unit: '%', rounds: all.map(({ share }) => share) },
  ];
}
