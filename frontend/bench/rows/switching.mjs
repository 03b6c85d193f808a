import { percentile } from '../table.mjs';

const again = 2;

/** From one conversation to the next, each for the first time and then again. */
export async function switching({ browser, stage, rounds }) {
  const first = [];
  const seen = [];
  for (let round = 0; round < rounds; round += 1) {
    const { page, slow, close } = await browser.open(stage.reader, `/c/${stage.hot.id}`);
    await page.waitForTimeout(1_500);
    await slow();
    const each = async (times) => {
      for (const { id, newest } of stage.conversations) {
        times.push(await page.evaluate(([to, text]) => globalThis.bench.switchTo(to, text), [id, newest]));
        // Somebody reads.
        await page.waitForTimeout(250);
      }
    };
    const [ofFirst, ofSeen] = [[], []];
    await each(ofFirst);
    for (let time = 0; time < again; time += 1) await each(ofSeen);
    first.push(ofFirst);
    seen.push(ofSeen);
    await close();
  }
  const figure = (what, values, goal) => [
    { what: `${what}, median`, unit: 'ms', rounds: values.map((one) => percentile(one, 50)) },
    { what: `${what}, p95`, unit: 'ms', goal, rounds: values.map((one) => percentile(one, 95)) },
  ];
  return [
    ...figure('Switching to a conversation seen before', seen, 50),
    ...figure('Switching to a conversation for the first time', first, 150),
  ];
}
