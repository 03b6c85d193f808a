import { devices, type Page } from '@playwright/test';
import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

const sockets = /\/socket\.io\//;

test('a failed message that was discarded can be had back where it was', async ({
  ann,
  bensAccount: ben,
  direct,
  group,
}) => {
  const hers = await new Messaging(ann.page).open(direct.id);
  await ann.context.setOffline(true);
  await expect(hers.status).toContainText('Hors ligne');
  await hers.send('À ne pas perdre');
  await ben.api.archive(direct.id, true);
  await ann.context.setOffline(false);
  const failed = hers.message('À ne pas perdre').getByRole('group', { name: 'Non envoyé' });
  await expect(failed).toContainText('La conversation est archivée.');
  await ben.api.archive(direct.id, false);
  await expect(hers.row('Ben Martin')).toContainText('Non envoyé');
  await failed.getByRole('button', { name: 'Supprimer' }).click();
  await expect(failed).toBeHidden();
  await hers.row('Équipe').click();
  // What can be undone is said over the page, above what is being read and written.
  const undo = hers.page.getByRole('button', { name: 'Annuler', exact: true });
  expect((await undo.boundingBox())?.y).toBeLessThan(120);
  await undo.click();
  await expect(hers.composer).toHaveValue('');
  await hers.row('Ben Martin').click();
  await expect(failed).toBeVisible();
  expect(group.kind).toBe('group');
});

test('a server that does not answer is distinguished from a network that is gone', async ({
  ann,
  direct,
}) => {
  await ann.page.routeWebSocket(sockets, (socket) => void socket.close());
  let held = true;
  await ann.page.route(sockets, (route) => (held ? route.abort() : route.continue()));
  const hers = new Messaging(ann.page);
  await ann.page.goto(`/c/${direct.id}`);
  await expect(hers.status).toHaveText('Déconnecté');
  await hers.status.click();
  await expect(hers.page.getByRole('dialog')).toContainText('Le serveur ne répond pas.');
  held = false;
  await hers.page.getByRole('button', { name: 'Se reconnecter' }).click();
  await expect(hers.page.getByRole('dialog')).toContainText('Connecté (mode compatible)');
});

test('while nobody can say who is signed in, the page says that it waits', async ({ ann, direct }) => {
  await ann.page.route(/\/api\/auth\/refresh/, (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"code":"UNAVAILABLE"}' }),
  );
  await ann.page.goto(`/c/${direct.id}`);
  await expect(ann.page.getByText('Le serveur ne répond pas encore.')).toBeVisible();
  await ann.page.unroute(/\/api\/auth\/refresh/);
  await expect(new Messaging(ann.page).composer).toBeVisible();
});

test('more unread messages than a page holds begin at the first, and the rest stays unread', async ({
  annsAccount: ann,
  ben,
  direct,
}) => {
  for (let number = 1; number <= 120; number += 1) await ann.api.send(direct.id, `Nouvelle ${number}.`);
  const his = await new Messaging(ben.page).open(direct.id);
  await expect(his.message('Nouvelle 1.')).toBeInViewport();
  await expect(his.timeline.getByText('Nouveaux messages')).toBeInViewport();
  await expect.poll(async () => (await ben.api.conversation(direct.id)).unreadCount).toBeLessThan(120);
  expect((await ben.api.conversation(direct.id)).unreadCount).toBeGreaterThan(40);
  await his.page.getByRole('button', { name: /nouveaux messages/ }).click();
  await expect(his.message('Nouvelle 120.')).toBeInViewport();
  await expect.poll(async () => (await ben.api.conversation(direct.id)).unreadCount).toBe(0);
});

test('a finger that rests on a message brings its actions, and the next touch takes them away', async ({
  annsAccount: ann,
  newPerson,
  browser,
  baseURL,
}) => {
  const ben = await newPerson('Ben', () =>
    browser.newContext({ ...devices['Pixel 7'], locale: 'fr-FR', baseURL }),
  );
  const direct = await ann.api.createConversation({ kind: 'direct', participantIds: [ben.user.id] });
  await ann.api.send(direct.id, 'À copier');
  await ben.page.goto(`/c/${direct.id}`);
  const said = new Messaging(ben.page).message('À copier');
  await expect(said).toBeVisible();
  const box = await said.getByText('À copier').boundingBox();
  if (box === null) throw new Error('The message has no place.');
  const touch = await ben.page.context().newCDPSession(ben.page);
  const point = { x: box.x + 4, y: box.y + 4 };
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
  const actions = ben.page.getByRole('dialog', { name: 'Actions sur le message' });
  await expect(actions).toBeVisible();
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(actions.getByRole('menuitem', { name: 'Copier le texte' })).toBeVisible();
  await ben.page.touchscreen.tap(120, 60);
  await expect(actions).toBeHidden();
});

test('the emoji picker is in our clothes, and gives the keyboard back; emoji in a text are in colour', async ({
  ann,
  direct,
}) => {
  await ann.api.send(direct.id, 'Départ 😀 demain');
  const hers = await new Messaging(ann.page).open(direct.id);
  await expect(hers.message('Départ')).toBeVisible();
  await expectOneEmojiFace(ann.page, 'ls-message-body p');
  const button = hers.page.getByRole('button', { name: 'Insérer un émoji' });
  await button.press('Enter');
  const search = hers.page.getByRole('combobox', { name: /Rechercher/ });
  await expect(search).toBeFocused();
  for (const colorScheme of ['light', 'dark'] as const) {
    await ann.page.emulateMedia({ colorScheme });
    const { picker, ours } = await clothes(ann.page);
    expect(picker, colorScheme).toEqual(ours);
  }
  await search.fill('fusée');
  await hers.page.getByRole('option', { name: /fusée/ }).click();
  await expect(hers.composer).toBeFocused();
  await expect(hers.composer).toHaveValue('🚀');
  await button.press('Enter');
  await expect(search).toBeFocused();
  await search.press('Escape');
  await expect(button).toBeFocused();
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
