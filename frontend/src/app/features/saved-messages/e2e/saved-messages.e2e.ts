import type { Page } from '@playwright/test';
import { expectNoViolations } from '../../../../../e2e/support/accessibility';
import { expect, test } from '../../../../../e2e/support/people';
import { Messaging } from '../../../../../e2e/support/messaging';

/** What is kept to come back to, or is done. */
const entries = (page: Page) => page.getByRole('main').getByRole('list').getByRole('listitem');
const tab = (page: Page, name: 'À traiter' | 'Faits') =>
  page.getByRole('navigation', { name: 'Afficher' }).getByRole('link', { name });

test('a message that somebody saves is to do in all their browsers', async ({
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

  await test.step('saved by a key', async () => {
    await row.focus();
    await ben.page.keyboard.press('s');
    await expect(row.getByRole('img', { name: 'À traiter' })).toBeVisible();
    await there.entry('1 message vous attend, À traiter').click();
    await expect(entries(elsewhere.page)).toContainText('Ann Martin');
    await expect(entries(elsewhere.page)).toContainText('Peux-tu relire la note avant midi ?');
  });

  await test.step('with a note and a reminder, by the keyboard alone', async () => {
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
  });

  await test.step('done, and had back', async () => {
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

  await test.step('without a network, and known to the server afterwards', async () => {
    await ann.api.send(direct.id, 'Le code du portail');
    await expect(his.message('Le code du portail')).toBeVisible();
    await ben.context.setOffline(true);
    await expect(his.status).toContainText('Hors ligne');
    await his.message('Le code du portail').hover();
    await his
      .message('Le code du portail')
      .getByRole('button', { name: /^Enregistrer dans/ })
      .click();
    await expect(his.message('Le code').getByRole('img', { name: 'À traiter' })).toBeVisible();
    await his.entry('À traiter').click();
    // It leads to where it was left: to what is done.
    await tab(ben.page, 'À traiter').click();
    await expect(
      ben.page.getByText('vos changements seront enregistrés au retour de la connexion'),
    ).toBeVisible();
    await expect(entries(ben.page)).toContainText('Le code du portail');
    await entries(ben.page).getByRole('button', { name: 'Ajouter une note' }).click();
    await ben.page.getByRole('textbox', { name: 'Note' }).fill('Pour Paul');
    await ben.page.getByRole('textbox', { name: 'Note' }).press('Enter');
    await expect(entries(ben.page)).toContainText('Pour Paul');
    const saved = async () => [...(await ben.api.items('saved_message')).values()].map(({ note }) => note);
    expect(await saved()).toEqual(['Avec Thomas']);
    await ben.context.setOffline(false);
    await expect.poll(saved).toEqual(expect.arrayContaining(['Avec Thomas', 'Pour Paul']));
    await expect(entries(elsewhere.page)).toContainText('Le code du portail');
    await expect(entries(elsewhere.page)).toContainText('Pour Paul');
  });
});

test('what is saved outlives a reload in the same moment, and goes with its message; no violations', async ({
  annsAccount: ann,
  ben,
  direct,
  group,
}) => {
  const [first, second] = [await ann.api.send(direct.id, 'Avant'), await ann.api.send(direct.id, 'À garder')];
  const his = await new Messaging(ben.page).open(direct.id);

  await test.step('a reload in the same moment', async () => {
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

  await test.step('the page and the choice of a time have no violations', async () => {
    const savedAt = new Date().toISOString();
    const remindAt = new Date(Date.now() + 3_600_000).toISOString();
    // Others than those above: what this browser has still to hear of, it may tell again.
    for (const [text, more] of [
      ['Avec une note', { note: 'Une note' }],
      ['Avec un rappel', { remindAt }],
      ['Déjà fait', { doneAt: savedAt }],
    ] as const) {
      const { id, seq } = await ann.api.send(direct.id, text);
      const value = { conversationId: direct.id, seq, note: null, remindAt: null, doneAt: null, savedAt };
      await ben.api.putItem('saved_message', id, { ...value, ...more });
    }
    await his.entry('4 messages vous attendent, À traiter').click();
    await expect(entries(ben.page)).toHaveCount(4);
    const noted = entries(ben.page).filter({ hasText: 'Une note' });
    await expect(noted).toContainText('Avec une note');
    await expectNoViolations(ben.page, 'what is to do');
    await ben.page.getByRole('button', { name: /^Rappel/ }).click();
    await expect(ben.page.getByRole('grid')).toBeVisible();
    await expectNoViolations(ben.page, 'the choice of a time');
    await ben.page.keyboard.press('Escape');
    await noted.getByRole('button', { name: 'Modifier la note' }).click();
    await expectNoViolations(ben.page, 'a note being written');
    await ben.page.keyboard.press('Escape');
    await tab(ben.page, 'Faits').click();
    await expect(entries(ben.page)).toHaveCount(1);
    await expectNoViolations(ben.page, 'what is done');
  });

  await test.step('what was deleted meanwhile is said, and what is no longer to be seen goes', async () => {
    const { id } = await ann.api.send(group.id, 'Dans le groupe');
    const value = { seq: 1, note: null, remindAt: null, doneAt: null, savedAt: new Date().toISOString() };
    await ben.api.putItem('saved_message', id, { conversationId: group.id, ...value });
    await tab(ben.page, 'À traiter').click();
    await expect(entries(ben.page)).toHaveCount(5);
    await expect(entries(ben.page).filter({ hasText: 'À garder' })).toContainText('Ann Martin');
    await expect(entries(ben.page).filter({ hasText: 'Dans le groupe' })).toContainText('Équipe');
    await ann.api.remove(first);
    await expect(entries(ben.page).filter({ hasText: 'Message supprimé' })).toHaveCount(1);
    await ann.api.removeParticipant(group.id, ben.user.id);
    await expect(entries(ben.page)).toHaveCount(4);
    await ann.api.remove(second);
    for (const rest of [3, 2, 1, 0]) {
      await entries(ben.page).first().getByRole('button', { name: 'Retirer de la liste' }).click();
      await expect(entries(ben.page)).toHaveCount(rest);
    }
    await expect(ben.page.getByText('Rien à traiter')).toBeVisible();
  });
});
