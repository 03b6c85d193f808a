import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

type RunOnly = Parameters<AxeBuilder['options']>[0]['runOnly'];

/** What a theme decides: the rest of a page is the same document in both. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/** In both themes. */
export async function expectNoViolations(page: Page, screen: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expectNothing(page, { type: 'tag', values: standards }, screen);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await expectNothing(page, { type: 'rule', values: ofColours }, `${screen}, dark`);
}

async function expectNothing(page: Page, runOnly: RunOnly, screen: string): Promise<void> {
  // There are no frames: axe needs no other page to put the results of several together.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ runOnly, resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
  expect.soft(found, screen).toEqual([]);
}
