import { median } from '../table.mjs';

const count = 20;

/** From Enter until one's own message stands in the timeline. */
export async function ownMessage({ browser, stage, rounds }) {
  const all = [];
  for (let round = 0; round < rounds; round += 1) {
    const { page, slow, close } = await browser.open(stage.reader, `/c/${stage.hot.id}`);
    const composer = page.locator('ls-composer textarea');
    await slow();
    const times = [];
    for (let nth = 0; nth < count; nth += 1) {
      const text = `own ${round}.${nth} of ${Date.now()}`;
      await composer.fill(text);
      const shown = page.evaluate((mine) => globalThis.bench.afterEnter(mine), text);
      await composer.press('Enter');
      times.push(await shown);
      await page.waitForTimeout(150);
    }
    all.push(median(times));
    await close();
  }
  return [{ what: 'One’s own message in the timeline, from Enter', unit: 'ms', goal: 16.7, rounds: all }];
}
