const steps = 60;

/** Somebody scrolls up through what was said, which is loaded meanwhile. */
export async function history({ browser, stage, rounds }) {
  const all = [];
  for (let round = 0; round < rounds; round += 1) {
    const { page, slow, close } = await browser.open(stage.reader, `/c/${stage.conversations[round].id}`);
    await page.locator('ls-message-row').first().hover();
    await slow();
    const before = await page.evaluate(() => globalThis.bench.shifts.length);
    for (let step = 0; step < steps; step += 1) {
      await page.mouse.wheel(0, -240);
      await page.waitForTimeout(40);
    }
    // It came to the beginning: everything was loaded.
    await page.locator('ls-timeline .beginning').waitFor();
    const shifts = await page.evaluate(() => globalThis.bench.shifts);
    all.push(shifts.slice(before).reduce((sum, [, value]) => sum + value, 0));
    await close();
  }
  return [{ what: 'Layout shift while history loads', unit: '', goal: 0, rounds: all }];
}
