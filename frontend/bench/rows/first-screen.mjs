import { live } from '../browser.mjs';

const loads = 5;

/** The page is loaded anew where everything is in the browser already: its files and what was seen. */
export async function firstScreen({ browser, stage, rounds }) {
  const times = [];
  const { page, slow, close } = await browser.open(stage.reader, `/c/${stage.hot.id}`, {
    serviceWorkers: 'allow',
  });
  await page.evaluate(() => navigator.serviceWorker.ready);
  // The first page was here before the worker, and the worker fills its cache first.
  await page.waitForFunction(() =>
    caches.keys().then((names) => names.some((name) => name.includes(':assets:'))),
  );
  await page.waitForTimeout(3_000);
  await page.reload();
  await live(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  for (let round = 0; round < rounds; round += 1)
    for (let load = 0; load < loads; load += 1) {
      await slow();
      await page.reload({ waitUntil: 'commit' });
      times.push(await page.evaluate(() => globalThis.bench.firstScreen));
      await slow(1);
      await live(page);
      // What it read is written again, which the next load would wait for.
      await page.waitForTimeout(1_000);
    }
  await close();
  return [{ what: 'First screen from the cache', unit: 'ms', goal: 1_000, rounds: times }];
}
