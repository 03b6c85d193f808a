import { devices, type Locator, type Page } from '@playwright/test';
import { expect, test, type Person } from './support/people';
import { Messaging } from './support/messaging';

const phone = { ...devices['Pixel 7'], viewport: { width: 390, height: 844 }, locale: 'fr-FR' };

test('on a phone the list leads to a conversation and back leads back', async ({
  annsAccount: ann,
  newPerson,
  browser,
  baseURL,
}) => {
  const ben = await newPerson('Ben', () => browser.newContext({ ...phone, baseURL }));
  for (let number = 1; number <= 16; number += 1)
    await ben.api.createConversation({
      kind: 'group',
      title: `Lot ${number}`,
      participantIds: [ann.user.id],
    });
  const direct = await ann.api.createConversation({ kind: 'direct', participantIds: [ben.user.id] });
  await ann.api.send(direct.id, 'Sur ton téléphone ?');
  await ben.page.goto('/');
  const his = new Messaging(ben.page);
  await expect(his.status).toHaveText('En direct');
  await his.row('Ann Martin').tap();
  await expect(his.message('Sur ton téléphone ?')).toBeVisible();
  await expect(his.list).toBeHidden();
  await test.step('a finger that rests on a message brings its actions, and the next touch takes them away', () =>
    restOn(ben, his.message('Sur ton téléphone ?').getByText('Sur ton téléphone ?')));
  await ben.page.getByRole('button', { name: 'Connecté en temps réel' }).tap();
  const detail = await ben.page.getByRole('dialog', { name: 'Connexion au serveur' }).boundingBox();
  expect(detail).toMatchObject({ x: 8, width: 374 });
  await ben.page.getByRole('button', { name: 'Fermer', exact: true }).tap();
  await his.composer.fill('Oui');
  await his.composer.press('Enter');
  await expect(his.composer).toHaveValue('Oui\n');
  await ben.page.getByRole('button', { name: 'Envoyer', exact: true }).tap();
  await expect(his.message('Oui').getByText('Envoyé')).toBeAttached();
  await ben.context.setOffline(true);
  await his.composer.fill('Plus tard');
  await ben.page.getByRole('button', { name: 'Envoyer', exact: true }).tap();
  await expect(his.status).toHaveText('Hors ligne · 1');
  await ben.context.setOffline(false);
  await expect(his.status).toHaveText('En direct');
  await ben.page.getByRole('link', { name: 'Détails de la conversation' }).tap();
  await expect(ben.page.getByRole('complementary', { name: 'Détails de la conversation' })).toBeVisible();
  await ben.page.goBack();
  await expect(his.composer).toBeVisible();
  await ben.page.getByRole('link', { name: 'Retour', exact: true }).tap();
  await expect(his.row('Ann Martin')).toBeFocused();

  const lot = his.row('Lot 2');
  await lot.scrollIntoViewIfNeeded();
  const place = async () => Math.round((await lot.boundingBox())?.y ?? 0);
  const before = await place();
  await lot.tap();
  await expect(his.composer).toBeVisible();
  await ben.page.goBack();
  await expect(lot).toBeFocused();
  expect(await place()).toBe(before);
});

async function restOn({ context, page }: Person, text: Locator): Promise<void> {
  const box = await text.boundingBox();
  if (box === null) throw new Error('The message has no place.');
  const touch = await context.newCDPSession(page);
  const point = { x: box.x + 4, y: box.y + 4 };
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
  const actions = page.getByRole('dialog', { name: 'Actions sur le message' });
  await expect(actions).toBeVisible();
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(actions.getByRole('menuitem', { name: 'Copier le texte' })).toBeVisible();
  await page.touchscreen.tap(120, 60);
  await expect(actions).toBeHidden();
}

test('nothing is wider than the narrowest phone, and nothing to touch is too small', async ({
  annsAccount: ann,
  newPerson,
  browser,
  baseURL,
}) => {
  const ben = await newPerson('Ben', () =>
    browser.newContext({ ...phone, viewport: { width: 360, height: 640 }, baseURL }),
  );
  const direct = await ann.api.createConversation({ kind: 'direct', participantIds: [ben.user.id] });
  await ann.api.send(direct.id, `Un mot ${'interminable'.repeat(30)} et \`du code ${'x'.repeat(200)}\``);
  await ann.api.send(direct.id, 'À toi');
  const group = await ben.api.createConversation({
    kind: 'group',
    title: 'Équipe',
    participantIds: [ann.user.id],
  });
  const his = new Messaging(ben.page);
  const open = async (path: string) => {
    await ben.page.goto(path);
    await expect(his.status.or(ben.page.getByRole('heading').first()).first()).toBeVisible();
  };
  for (const path of [
    '/',
    `/c/${direct.id}/details`,
    '/channels',
    '/search',
    '/settings',
    '/settings/security',
    '/new',
  ]) {
    await open(path);
    await expectToFit(ben.page, path);
  }
  await open(`/c/${group.id}/details`);
  await expect(ben.page.getByRole('button', { name: 'Actions pour Ann Martin' })).toBeVisible();
  await expectToFit(ben.page, 'the details of a group');

  await open(`/c/${direct.id}`);
  const actions = his.timeline.getByRole('button', { name: 'Actions sur le message' });
  await expect(actions).toHaveCount(2);
  await expectToFit(ben.page, 'a conversation');
  await his.message('À toi').tap({ position: { x: 120, y: 12 } });
  await actions.last().tap();
  await ben.page.getByRole('menuitem', { name: 'Répondre' }).tap();
  await expect(ben.page.getByText('Réponse à Ann Martin')).toBeVisible();
  await his.composer.fill('é'.repeat(8_001));
  await expectToFit(ben.page, 'an answer that is too long');
});

/** Nothing is wider than the screen, and what there is to touch is 44 px wide and high. */
async function expectToFit(page: Page, screen: string): Promise<void> {
  const [wide, small] = await page.evaluate(() => [
    document.documentElement.scrollWidth - window.innerWidth,
    [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea')]
      .filter((element) => element.checkVisibility() && !element.matches('.skip-link, input[type=radio]'))
      // In running text, and where the box around a field takes the touch, the element itself may be lower.
      .filter((element) => element.closest('p, ls-message-body, .box:has([role=combobox])') === null)
      .map((element) => ({ name: element.outerHTML.slice(0, 120), box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.height > 1 && Math.min(box.height, box.width) < 43.5)
      .map(({ name, box }) => `${box.width} × ${box.height} px: ${name}`),
  ]);
  expect.soft(wide, screen).toBeLessThanOrEqual(0);
  expect.soft(small, screen).toEqual([]);
}
