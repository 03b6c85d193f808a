import { bodyOf, sendAll } from '../fill.mjs';

const size = 1_000;

/** Messages come all at once into the conversation that is open: the longest time in which no key would be taken. */
export async function burst({ browser, stage, rounds }) {
  const all = [];
  for (let round = 0; round < rounds; round += 1) {
    const { page, slow, close } = await browser.open(stage.reader, `/c/${stage.hot.id}`);
    await page.waitForTimeout(1_500);
    await slow();
    const before = await page.evaluate(() => globalThis.bench.tasks.length);
    const last = `burst ${round}, the last one`;
    await sendAll(
      stage.sockets,
      stage.hot.id,
      Array.from({ length: size - 1 }, (_, index) => bodyOf(index, `burst ${round}.${index}`)),
    );
    await stage.sockets[0].send(stage.hot.id, last);
    await page.evaluate((text) => globalThis.bench.has(text), last);
    await page.waitForTimeout(500);
    const tasks = await page.evaluate(() => globalThis.bench.tasks);
    all.push(Math.max(0, ...tasks.slice(before).map(([, duration]) => duration)));
    await close();
  }
  return [
    { what: `Longest task in a burst of ${size.toLocaleString('en')}`, unit: 'ms', goal: 100, rounds: all },
  ];
}
