import { live } from '../browser.mjs';

/** A list of thousands of conversations. */
export async function bigList({ browser, stage, rounds }) {
  const { page, devTools, slow, close } = await browser.open(stage.collector, '/channels');
  await page.locator('ls-conversation-row').first().waitFor();
  await page.waitForTimeout(3_000);
  const figures = [];
  for (let round = 0; round < rounds; round += 1) {
    await slow();
    await page.reload({ waitUntil: 'commit' });
    await page.locator('ls-conversation-row').first().waitFor();
    const firstRow = await page.evaluate(() => performance.now());
    await slow(1);
    await live(page);
    await page.waitForTimeout(1_000);
    await devTools.send('HeapProfiler.collectGarbage');
    const { nodes } = await devTools.send('Memory.getDOMCounters');
    figures.push({ firstRow, nodes, rows: await page.locator('ls-conversation-row').count() });
  }
  await close();
  const name = `A list of ${stage.collector.count.toLocaleString('en')} conversations`;
  return [
    { what: `${name}: rows in the document`, unit: '', goal: 100, rounds: figures.map(({ rows }) => rows) },
    { what: `${name}: nodes`, unit: '', goal: 2_500, rounds: figures.map(({ nodes }) => nodes) },
    { what: `${name}: until its first row`, unit: 'ms', rounds: figures.map(({ firstRow }) => firstRow) },
  ];
}
