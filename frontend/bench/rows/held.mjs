import { bodyOf, sendAll } from '../fill.mjs';

const count = 50_000;

/** So many messages came into the conversation that is open. Once: each round would take a minute. */
export async function held({ browser, stage }) {
  const { page, devTools, close } = await browser.open(stage.reader, `/c/${stage.hot.id}`);
  const heap = async () => {
    await devTools.send('HeapProfiler.collectGarbage');
    return (await devTools.send('Runtime.getHeapUsage')).usedSize / 1_000_000;
  };
  await page.waitForTimeout(2_000);
  const before = await heap();
  await sendAll(
    stage.sockets,
    stage.hot.id,
    Array.from({ length: count - 1 }, (_, index) => bodyOf(index, `held ${index}`)),
  );
  await stage.sockets[0].send(stage.hot.id, 'held, the last one');
  await page.evaluate((text) => globalThis.bench.has(text), 'held, the last one');
  await page.waitForTimeout(3_000);
  const after = await heap();
  const { nodes } = await devTools.send('Memory.getDOMCounters');
  await close();
  const name = `After ${count.toLocaleString('en')} messages`;
  return [
    { what: `${name}: heap`, unit: 'MB', goal: 120, rounds: [after] },
    { what: `${name}: more than before them`, unit: 'MB', rounds: [after - before] },
    { what: `${name}: nodes`, unit: '', goal: 2_500, rounds: [nodes] },
  ];
}
