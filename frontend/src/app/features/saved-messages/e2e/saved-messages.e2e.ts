import type { Page } from '@playwright/test';
import { expectNoViolations } from '../../../../../e2e/support/accessibility';
import { expect, test } from '../../../../../e2e/support/people';
import { Messaging } from '../../../../../e2e/support/messaging';

/** What is kept to come back to, or is done. */
const entries = (page: Page) => page.getByRole('main').getByRole('list').getByRole('listitem');
const tab = (page: Page, name: 'À traiter' | 'Faits') =>
  page.getByRole('navigation', { name: 'Afficher' }).getByRole('link', { name });

test('a message that is saved by a key is to do in the person’s other browser too', async ({
  annsAccount: ann,
  bensAccount,
  newBrowser,
  direct,
}) => {
  await ann.api.send(direct.id, 'Peux-tu relire la note **avant midi** ?');
  const [ben, elsewhere] = [await newBrowser(bensAccount), await newBrowser(bensAccount)];
  const his = await new Messaging(ben.page).open(direct.id);
  const there = await new Messaging(elsewhere.page).open();
  const row = his.timeline.locator('[data-seq="1"]');
  await row.focus();
  await ben.page.keyboard.press('s');
  await expect(row.getByRole('img', { name: 'À traiter' })).toBeVisible();
  await there.entry('1 message vous attend, À traiter').click();
  await expect(entries(elsewhere.page)).toContainText('Ann Martin');
  await expect(entries(elsewhere.page)).toContainText('Peux-tu relire la note avant midi ?');

  // By the keyboard alone.
  await entries(elsewhere.page).focus();
  await elsewhere.page.keyboard.press('n');
  await expect(elsewhere.page.getByRole('textbox', { name: 'Note' })).toBeFocused();
  await elsewhere.page.keyboard.type('Avec Thomas');
  await elsewhere.page.keyboard.press('Enter');
  await expect(entries(elsewhere.page)).toBeFocused();
  await elsewhere.page.keyboard.press('r');
  await expect(elsewhere.page.getByRole('button', { name: /^Dans 1\sh/ })).toBeFocused();
  await elsewhere.page.keyboard.press('ArrowDown');
  await elsewhere.page.keyboard.press('Enter');
  await expect(entries(elsewhere.page)).toContainText(/Rappel demain à 8\sh/);
  await his.entry('À traiter').click();
  await expect(entries(ben.page)).toContainText('Avec Thomas');
  await expect(entries(ben.page)).toContainText(/Rappel demain à 8\sh/);

  await entries(elsewhere.page).focus();
  await elsewhere.page.keyboard.press(' ');
  await expect(elsewhere.page.getByText('Rien à traiter')).toBeVisible();
  await expect(ben.page.getByText('Rien à traiter')).toBeVisible();
  await tab(ben.page, 'Faits').click();
  await entries(ben.page).getByRole('button', { name: 'Remettre à traiter' }).click();
  await ben.page.getByRole('status').getByRole('button', { name: 'Annuler' }).click();
  await entries(ben.page).getByRole('button', { name: 'Aller au message' }).click();
  await expect(row).toBeInViewport();
  await expect(row.getByRole('img', { name: 'Fait' })).toBeVisible();
});

test('what is saved outlives a reload in the same moment', async ({ annsAccount: ann, ben, direct }) => {
  const [first, second] = [await ann.api.send(direct.id, 'Avant'), await ann.api.send(direct.id, 'À garder')];
  const his = await new Messaging(ben.page).open(direct.id);
  // What it takes is loaded with the page.
  await his.timeline.locator('[data-seq="1"]').press('s');
  await expect(his.message('Avant').getByRole('img', { name: 'À traiter' })).toBeVisible();
  const loaded = ben.page.waitForEvent('load');
  await his.timeline.locator('[data-seq="2"]').evaluate((element: HTMLElement) => {
    element.focus();
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 's', bubbles: true, cancelable: true }));
    location.reload();
  });
  await loaded;
  await expect(his.message('À garder').getByRole('img', { name: 'À traiter' })).toBeVisible();
  await expect
    .poll(async () => [...(await ben.api.items('saved_message')).keys()].sort())
    .toEqual([first.id, second.id].sort());
});

test('without a network messages are saved, read and noted, and the server learns of it afterwards', async ({
  annsAccount: ann,
  ben,
  direct,
}) => {
  const message = await ann.api.send(direct.id, 'Le code du portail');
  const his = await new Messaging(ben.page).open(direct.id);
  await expect(his.message('Le code du portail')).toBeVisible();
  // What a page needs is loaded before.
  await his.entry('À traiter').click();
  await expect(ben.page.getByText('Rien à traiter')).toBeVisible();
  await his.row('Ann Martin').click();
  await ben.context.setOffline(true);
  await expect(his.status).toContainText('Hors ligne');
  await his.message('Le code du portail').hover();
  await his
    .message('Le code du portail')
    .getByRole('button', { name: /^Enregistrer dans/ })
    .click();
  await his.entry('À traiter').click();
  await expect(entries(ben.page)).toContainText('Le code du portail');
  await expect(
    ben.page.getByText('vos changements seront enregistrés au retour de la connexion'),
  ).toBeVisible();
  await entries(ben.page).getByRole('button', { name: 'Ajouter une note' }).click();
  await ben.page.getByRole('textbox', { name: 'Note' }).fill('Pour Paul');
  await ben.page.getByRole('textbox', { name: 'Note' }).press('Enter');
  await expect(entries(ben.page)).toContainText('Pour Paul');
  expect((await ben.api.items('saved_message')).size).toBe(0);
  await ben.context.setOffline(false);
  await expect
    .poll(async () => (await ben.api.items('saved_message')).get(message.id)?.note)
    .toBe('Pour Paul');
});

test('what was deleted meanwhile is said, and what is no longer to be seen goes', async ({
  annsAccount: ann,
  ben,
  direct,
  group,
}) => {
  const savedAt = new Date().toISOString();
  for (const { id } of [direct, group]) {
    const message = await ann.api.send(id, `Dans ${id}`);
    const value = { conversationId: id, seq: 1, note: null, remindAt: null, doneAt: null, savedAt };
    await ben.api.putItem('saved_message', message.id, value);
  }
  const his = await new Messaging(ben.page).open();
  await his.entry('2 messages vous attendent, À traiter').click();
  await expect(entries(ben.page)).toHaveCount(2);
  await expect(entries(ben.page).filter({ hasText: 'Ann Martin' }).first()).toContainText('Dans');
  const { items } = await ann.api.messages(direct.id);
  await ann.api.remove(items[0]!);
  await expect(entries(ben.page).filter({ hasText: 'Message supprimé' })).toHaveCount(1);
  await ann.api.removeParticipant(group.id, ben.user.id);
  await expect(entries(ben.page)).toHaveCount(1);
  await entries(ben.page).getByRole('button', { name: 'Retirer de la liste' }).click();
  await expect(ben.page.getByText('Rien à traiter')).toBeVisible();
});

test.describe('with nothing moving', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  test.slow();

  test('the page and the choice of a time have no violations', async ({ annsAccount: ann, ben, direct }) => {
    const savedAt = new Date().toISOString();
    const remindAt = new Date(Date.now() + 3_600_000).toISOString();
    for (let seq = 1; seq <= 3; seq += 1) {
      const { id } = await ann.api.send(direct.id, `Message ${seq}`);
      await ben.api.putItem('saved_message', id, {
        conversationId: direct.id,
        seq,
        note: seq === 1 ? 'Une note' : null,
        remindAt: seq === 2 ? remindAt : null,
        doneAt: seq === 3 ? savedAt : null,
        savedAt,
      });
    }
    const his = await new Messaging(ben.page).open();
    await his.entry('2 messages vous attendent, À traiter').click();
    await expect(entries(ben.page)).toHaveCount(2);
    await expect(entries(ben.page).filter({ hasText: 'Message 1' })).toBeVisible();
    await expectNoViolations(ben.page, 'what is to do');
    await ben.page.getByRole('button', { name: /^Rappel/ }).click();
    await expect(ben.page.getByRole('grid')).toBeVisible();
    await expectNoViolations(ben.page, 'the choice of a time');
    await ben.page.keyboard.press('Escape');
    await entries(ben.page)
      .filter({ hasText: 'Une note' })
      .getByRole('button', { name: 'Modifier la note' })
      .click();
    await expectNoViolations(ben.page, 'a note being written');
    await ben.page.keyboard.press('Escape');
    await tab(ben.page, 'Faits').click();
    await expect(entries(ben.page)).toHaveCount(1);
    await expectNoViolations(ben.page, 'what is done');
  });
});
