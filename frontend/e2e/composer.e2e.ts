import type { Page } from '@playwright/test';
import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

test('the composer keeps drafts, says its limit, and picks emoji', async ({
  annsAccount: ann,
  ben,
  direct,
  group,
}) => {
  const { seq: lastSeq } = await ann.api.send(direct.id, 'Départ 😀 demain');
  const his = await new Messaging(ben.page).open(direct.id);

  await test.step('a draft stays with its conversation, also across a reload', async () => {
    await his.composer.fill('À finir');
    await his.goTo('Équipe');
    await expect(his.composer).toHaveValue('');
    await expect(his.row('Ann Martin')).toContainText('Brouillon : À finir');
    await ben.page.reload();
    await his.goTo('Ann Martin');
    await expect(his.composer).toHaveValue('À finir');
  });

  await test.step('the limit of a message is shown before it is hit, and a longer one is not sent', async () => {
    await his.composer.fill('é'.repeat(7_990));
    await expect(his.page.locator('#composer-count')).toContainText('10');
    await his.composer.fill('é'.repeat(8_002));
    await expect(his.page.locator('ls-composer')).toContainText('2 caractères de trop');
    await his.composer.press('Enter');
    expect((await ben.api.conversation(direct.id)).lastSeq).toBe(lastSeq);
    await his.composer.fill('');
  });

  await test.step('the emoji picker is in our clothes, and gives the keyboard back; emoji in a text are in colour', async () => {
    await expect(his.message('Départ')).toBeVisible();
    await expectOneEmojiFace(ben.page, 'ls-message-body p');
    const button = ben.page.getByRole('button', { name: 'Insérer un émoji' });
    await button.press('Enter');
    const search = ben.page.getByRole('combobox', { name: /Rechercher/ });
    await expect(search).toBeFocused();
    for (const colorScheme of ['light', 'dark'] as const) {
      await ben.page.emulateMedia({ colorScheme });
      const { picker, ours } = await clothes(ben.page);
      expect(picker, colorScheme).toEqual(ours);
    }
    await search.fill('fusée');
    await ben.page.getByRole('option', { name: /fusée/ }).click();
    await expect(his.composer).toBeFocused();
    await expect(his.composer).toHaveValue('🚀');
    await button.press('Enter');
    await expect(search).toBeFocused();
    await search.press('Escape');
    await expect(button).toBeFocused();
  });
  expect(group.kind).toBe('group');
});

/** How the open emoji picker looks, and how our tokens say it does. */
function clothes(page: Page): Promise<{ picker: object; ours: object }> {
  return page.locator('emoji-picker').evaluate((picker) => {
    const styled = (selector: string) => {
      const element = picker.shadowRoot?.querySelector(selector);
      if (!element) throw new Error(`There is no ${selector}.`);
      return getComputedStyle(element);
    };
    const probe = document.createElement('p');
    probe.style.cssText = `color: var(--ink); background: var(--raised); border: 1px solid var(--line-strong);
      font-family: var(--face); outline-color: var(--paper); text-decoration-color: var(--primary)`;
    const emoji = document.createElement('p');
    emoji.style.fontFamily = 'var(--emoji)';
    picker.parentElement?.append(probe, emoji);
    const field = styled('input.search');
    const shown = {
      surface: styled('.picker').backgroundColor,
      face: styled('.picker').fontFamily,
      ink: field.color,
      field: field.backgroundColor,
      edge: field.borderTopColor,
      fieldFace: `${field.fontSize} ${field.fontFamily}`,
      mark: styled('.indicator').backgroundColor,
      emoji: `${styled('button.emoji').fontSize} ${styled('button.emoji').fontFamily}`,
      width: picker.clientWidth,
      height: picker.clientHeight,
    };
    const wanted = getComputedStyle(probe);
    const ours = {
      surface: wanted.backgroundColor,
      face: wanted.fontFamily,
      ink: wanted.color,
      field: wanted.outlineColor,
      edge: wanted.borderTopColor,
      fieldFace: `15px ${wanted.fontFamily}`,
      mark: wanted.textDecorationColor,
      emoji: `22px ${getComputedStyle(emoji).fontFamily}`,
      width: 358,
      height: 398,
    };
    probe.remove();
    emoji.remove();
    return { picker: shown, ours };
  });
}

/** An emoji in a text is drawn by the face that draws it alone, not by one of the text. */
async function expectOneEmojiFace(page: Page, text: string): Promise<void> {
  await page.evaluate(() => {
    const alone = document.createElement('p');
    alone.id = 'alone';
    alone.style.fontFamily = "'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji'";
    alone.textContent = '😀';
    document.body.append(alone);
  });
  const tools = await page.context().newCDPSession(page);
  await tools.send('DOM.enable');
  await tools.send('CSS.enable');
  const { root } = await tools.send('DOM.getDocument');
  const facesOf = async (selector: string) => {
    const { nodeId } = await tools.send('DOM.querySelector', { nodeId: root.nodeId, selector });
    const { fonts } = await tools.send('CSS.getPlatformFontsForNode', { nodeId });
    return fonts.filter(({ isCustomFont }) => !isCustomFont).map(({ familyName }) => familyName);
  };
  const [alone, inText] = [await facesOf('#alone'), await facesOf(text)];
  expect(alone).toHaveLength(1);
  expect(inText).toEqual(alone);
  await tools.detach();
}
