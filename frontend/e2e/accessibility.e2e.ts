import type { Page } from '@playwright/test';
import { expectNoViolations } from './support/accessibility';
import { administrator } from './support/product';
import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

/** Where the system's colours replace ours, what was said by a background is still there. */
async function expectShapesWithoutColours(page: Page): Promise<void> {
  await page.emulateMedia({ forcedColors: 'active' });
  const canvas = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const shown = (selector: string, property: string, pseudo?: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, [name, of]) => getComputedStyle(element, of).getPropertyValue(name), [
        property,
        pseudo,
      ] as const);
  expect(await shown('ls-conversation-row .row.open', 'background-color', '::before')).not.toBe(canvas);
  expect(await shown('ls-connection-pill .shape', 'background-color')).not.toBe(canvas);
  expect(await shown('ls-conversation-row .presence', 'box-shadow')).not.toBe('none');
  await page.emulateMedia({ forcedColors: 'none' });
}

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.slow();

test('signing in and the administration have no violations', async ({ page }) => {
  await test.step('signing in', async () => {
    await page.goto('/sign-in');
    await expect(page.getByText('Comptes de démonstration')).toBeVisible();
    await expectNoViolations(page, 'sign-in');
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await expectNoViolations(page, 'sign-in with an error');
    await page.goto('/setup#token=spent');
    await expect(page.getByRole('heading', { name: 'Bienvenue' })).toBeVisible();
    await expectNoViolations(page, 'setup');
  });

  await test.step('the administration', async () => {
    await page.goto('/sign-in');
    await page.getByLabel('Adresse e-mail').fill(administrator.email);
    await page.getByLabel('Mot de passe', { exact: true }).fill(administrator.password);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByRole('link', { name: 'Admin', exact: true }).click();
    await expect(page.getByRole('row').filter({ hasText: administrator.email })).toBeVisible();
    await page.getByRole('checkbox', { name: 'Sélectionner toutes les personnes affichées' }).check();
    await page.getByRole('link', { name: 'Camille Martin' }).click();
    await expect(page.getByRole('complementary', { name: 'Camille Martin' })).toBeVisible();
    await expectNoViolations(page, 'the users, some of them chosen, and one of them open');
    await page.getByRole('button', { name: 'Créer un utilisateur' }).click();
    await expectNoViolations(page, 'a new user');
  });
});

test('the messaging has no violations', async ({ annsAccount: ann, ben, direct, group }) => {
  await ann.api.send(
    direct.id,
    'Bonjour **Ben**\n\n```js\nconst a = 1;\n```\n\n[lien](https://example.org) et `code`',
  );
  await ben.api.send(direct.id, '- un\n- deux\n\n> cité');
  await ann.api.send(group.id, `@[Ben Martin](user:${ben.user.id}) regarde`);
  const his = await new Messaging(ben.page).open();
  await expectNoViolations(ben.page, 'the list with nothing open');
  await his.goTo('Ann Martin');
  await expect(his.message('Bonjour')).toBeVisible();
  await expectNoViolations(ben.page, 'a conversation');
  await expectShapesWithoutColours(ben.page);
  await ben.page.getByRole('button', { name: 'Connecté en temps réel' }).click();
  await expectNoViolations(ben.page, 'the connection’s detail');
  await ben.page.keyboard.press('Escape');
  await ann.api.send(group.id, 'Encore');
  await his.toasts.hover();
  await expectNoViolations(ben.page, 'a toast');
  await his.toasts.getByRole('button', { name: 'Fermer la notification' }).click();
  await ben.page.getByRole('button', { name: /notifications? manquées?/ }).click();
  await expectNoViolations(ben.page, 'missed notifications');
  await ben.page.keyboard.press('Escape');
  await his.goTo('Équipe');
  await ben.page.getByRole('link', { name: 'Détails de la conversation' }).click();
  await expect(ben.page.getByRole('complementary', { name: 'Détails de la conversation' })).toBeVisible();
  await expectNoViolations(ben.page, 'the details');
  await ben.context.setOffline(true);
  await expect(his.status).toContainText('Hors ligne');
  await his.send('En attente');
  await expectNoViolations(ben.page, 'offline with a waiting message');
});

test('what one does with a message, pages and dialogs have no violations', async ({
  ann,
  bensAccount: ben,
  direct,
  group,
}) => {
  const asked = await ben.api.send(direct.id, 'On se voit **demain** ?');
  const said = await ann.api.send(direct.id, 'Ouii', { replyToId: asked.id });
  await ann.api.edit(said, 'Oui');
  await ben.api.react(said, '🎉');
  await ben.api.remove(await ben.api.send(direct.id, 'À retirer'));
  const hers = await new Messaging(ann.page).open(direct.id);

  await test.step('what one does with a message', async () => {
    const row = hers.timeline.locator('[data-seq="2"]');
    await row.focus();
    await ann.page.keyboard.press('Enter');
    await expect(ann.page.getByRole('menuitem', { name: 'Supprimer' })).toBeVisible();
    await expectNoViolations(ann.page, 'the menu of a message');
    await ann.page.getByRole('menuitem', { name: 'Réagir' }).click();
    await expect(ann.page.getByRole('button', { name: 'Réagir avec 👍' })).toBeFocused();
    await expectNoViolations(ann.page, 'the reactions to pick from');
    await ann.page.keyboard.press('Escape');
    await row.getByRole('button', { name: 'Message modifié' }).click();
    await expect(ann.page.getByRole('dialog').getByRole('listitem')).toHaveCount(2);
    await expectNoViolations(ann.page, 'the versions of a message');
    await ann.page.keyboard.press('Escape');
    await row.getByRole('button', { name: /^(Envoyé|Distribué|Lu)/ }).click();
    await expect(ann.page.getByRole('dialog').getByRole('listitem')).toHaveCount(1);
    await expectNoViolations(ann.page, 'who has read a message');
    await ann.page.keyboard.press('Escape');
    await hers.composer.press('ArrowUp');
    await expect(ann.page.getByText('Modification du message')).toBeVisible();
    await expectNoViolations(ann.page, 'a message being edited');
  });

  await test.step('pages and dialogs', async () => {
    await hers.open();
    await ann.page.keyboard.press('Control+k');
    await expect(ann.page.getByRole('combobox')).toBeVisible();
    await expectNoViolations(ann.page, 'the quick switcher');
    await ann.page.keyboard.press('Escape');
    await ann.page.keyboard.press('?');
    await expect(ann.page.getByRole('dialog')).toBeVisible();
    await expectNoViolations(ann.page, 'the shortcuts');
    await ann.page.keyboard.press('Escape');
    await hers.list.getByRole('button', { name: 'Nouvelle conversation' }).first().click();
    await expect(ann.page.getByRole('dialog')).toBeVisible();
    await expectNoViolations(ann.page, 'a new conversation');
    for (const path of [
      '/channels',
      '/settings',
      '/settings/appearance',
      '/settings/security',
      '/search',
      '/nowhere-at-all',
    ]) {
      await ann.page.goto(path);
      await expect(ann.page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectNoViolations(ann.page, path);
    }
  });
  expect(group.kind).toBe('group');
});
