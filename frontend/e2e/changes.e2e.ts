import type { Locator } from '@playwright/test';
import { expect, test, type Person } from './support/people';
import { Messaging } from './support/messaging';

const opened = (person: Person, conversationId: string) => new Messaging(person.page).open(conversationId);

test('what Ann and Ben change is the same for both: edits, reactions, deletions', async ({
  ann,
  ben,
  direct,
}) => {
  const [hers, his] = [await opened(ann, direct.id), await opened(ben, direct.id)];

  await test.step('the arrow up edits the last message, and whoever asks sees what it said before', async () => {
    await hers.send('Rendez-vous à midii');
    await expect(his.message('midii')).toBeVisible();
    await hers.composer.press('ArrowUp');
    await expect(hers.composer).toHaveValue('Rendez-vous à midii');
    await expect(ann.page.getByText('Modification du message')).toBeVisible();
    await hers.composer.fill('Rendez-vous à **midi**');
    await hers.composer.press('Enter');
    await expect(hers.composer).toHaveValue('');
    const said = his.message('Rendez-vous');
    await expect(said.locator('strong', { hasText: 'midi' })).toBeVisible();
    await said.getByRole('button', { name: 'Message modifié' }).click();
    const versions = ben.page.getByRole('dialog', { name: 'Versions du message' });
    await expect(versions.getByRole('listitem')).toHaveText([/actuelle.*à midi\s*$/, /d’origine.*midii\s*$/]);
    await ben.page.keyboard.press('Escape');
    await expect(versions).toBeHidden();
  });

  await test.step('the draft waits while a message is edited, and comes back when the edit is left', async () => {
    await hers.send('Déjà envoyé');
    await expect(hers.message('Déjà envoyé').getByText('Envoyé', { exact: true })).toBeAttached();
    await hers.composer.fill('En cours');
    await hers.message('Déjà envoyé').hover();
    await hers.message('Déjà envoyé').getByRole('button', { name: 'Modifier', exact: true }).click();
    await expect(hers.composer).toHaveValue('Déjà envoyé');
    await hers.composer.fill('Autre chose');
    await hers.composer.press('Escape');
    await expect(hers.composer).toHaveValue('En cours');
    await expect(hers.message('Déjà envoyé')).toBeVisible();
  });

  await test.step('an edit over words that changed meanwhile loses neither', async () => {
    await hers.composer.fill('');
    const message = await ann.api.send(direct.id, 'Première version');
    await expect(hers.message('Première version')).toBeVisible();
    await hers.composer.press('ArrowUp');
    await hers.composer.fill('Ma version');
    await ann.api.edit(message, 'Version du téléphone');
    await hers.composer.press('Enter');
    const said = hers.message('Version du téléphone');
    const refused = said.getByRole('group', { name: 'Modification non enregistrée' });
    await expect(refused).toContainText('Ma version');
    await refused.getByRole('button', { name: 'Remplacer par mon texte' }).click();
    await expect(refused).toBeHidden();
    await expect.poll(async () => (await ann.api.messages(direct.id)).items.at(-1)?.body).toBe('Ma version');
  });

  await test.step('E reacts, a click joins in or takes back, and everybody sees who', async () => {
    await ann.api.send(direct.id, 'On fête cela ?');
    const asked = his.message('On fête cela ?');
    await asked.focus();
    await ben.page.keyboard.press('e');
    await ben.page.getByRole('button', { name: 'Réagir avec 👍' }).press('ArrowRight');
    await ben.page.keyboard.press('ArrowLeft');
    await ben.page.keyboard.press('Enter');
    await expect(asked).toBeFocused();
    const chip = hers.message('On fête cela ?').getByRole('button', { name: /^👍/ });
    await expect(chip).toHaveAccessibleName(/1 réaction.*Ben Martin/);
    await expect(chip).toHaveAttribute('aria-pressed', 'false');
    await chip.click();
    await expect(chip).toHaveAttribute('aria-pressed', 'true');
    await expect(his.message('On fête').getByRole('button', { name: /^👍/ })).toHaveAccessibleName(
      /2 réactions.*Vous et Ann Martin/,
    );
    await chip.click();
    await expect(his.message('On fête').getByRole('button', { name: /^👍/ })).toHaveAccessibleName(
      /1 réaction.*Vous$/,
    );
  });

  await test.step('a deletion can be undone for a moment, and leaving the page doesn’t lose it', async () => {
    const message = await ben.api.send(direct.id, 'À retirer');
    await ben.api.send(direct.id, 'Une réponse', { replyToId: message.id });
    await expect(hers.message('Une réponse')).toBeVisible();
    const row = his.timeline.locator(`[data-seq="${message.seq}"]`);
    await row.focus();
    await ben.page.keyboard.press('Delete');
    // First of all: it is offered for five seconds only.
    await ben.page.getByRole('status').getByRole('button', { name: 'Annuler', exact: true }).click();
    await expect(row).toContainText('À retirer');
    await row.focus();
    await ben.page.keyboard.press('Enter');
    await ben.page.getByRole('menuitem', { name: 'Supprimer' }).click();
    await expect(row).toContainText('Message supprimé');
    await expect(hers.timeline.locator(`[data-seq="${message.seq}"]`)).toContainText('À retirer');
    await ben.page.reload();
    await expect(hers.timeline.locator(`[data-seq="${message.seq}"]`)).toContainText('Message supprimé');
    await expect(row).toContainText('Message supprimé');
    await expect(his.message('Une réponse').getByRole('button', { name: /En réponse à/ })).toContainText(
      'Message supprimé',
    );
    await expect(his.timeline).not.toContainText('À retirer');
  });
});

test('the tick distinguishes stored from delivered from read, and says of whom, live', async ({
  ann,
  ben,
  direct,
  group,
}) => {
  const hers = await opened(ann, direct.id);
  await hers.send('Vous me suivez ?');
  const said = hers.message('Vous me suivez ?');
  const dialog = ann.page.getByRole('dialog', { name: 'Qui l’a lu' });

  await test.step('stored', async () => {
    await said.getByRole('button', { name: 'Envoyé', exact: true }).click();
    await expect(dialog.getByRole('region', { name: 'Pas encore distribué à' })).toContainText('Ben Martin');
    await ann.page.keyboard.press('Escape');
  });

  const his = await opened(ben, group.id);
  await test.step('delivered', async () => {
    await expect(said.getByRole('button', { name: 'Distribué', exact: true })).toBeVisible();
    expect((await ben.api.conversation(direct.id)).unreadCount).toBe(1);
  });

  await test.step('read, with the time', async () => {
    await said.getByRole('button', { name: 'Distribué', exact: true }).click();
    await expect(dialog).toContainText('Ben Martin');
    await expect(dialog.getByRole('region', { name: 'Lu par' })).toBeHidden();
    await his.goTo('Ann Martin');
    await expect(dialog.getByRole('region', { name: 'Lu par' })).toContainText(/Ben Martin.*Lu.*\d\d:\d\d/s);
    await expect(dialog.getByRole('region', { name: 'Pas encore distribué à' })).toBeHidden();
    await ann.page.keyboard.press('Escape');
    await expect(said.getByRole('button', { name: 'Lu', exact: true })).toBeVisible();
  });

  await test.step('at one edge, which no actions cover', async () => {
    await hers.send('Oui ?');
    await hers.send(
      'Un message qui prend plus de place que les deux premiers, et même plus d’une ligne. '.repeat(3),
    );
    const faces = hers.message('plus de place').getByRole('button', { name: /^Lu jusqu’ici par/ });
    await expect(faces).toBeVisible();
    const ticks = hers.timeline.getByRole('button', { name: 'Lu', exact: true });
    await expect(ticks).toHaveCount(3);
    const box = async (what: Locator) =>
      (await what.boundingBox()) ?? { x: NaN, y: NaN, width: NaN, height: NaN };
    const edges = () => Promise.all([0, 1, 2].map(async (at) => Math.round((await box(ticks.nth(at))).x)));
    expect(new Set(await edges()).size).toBe(1);
    await hers.message('plus de place').hover();
    const bar = await box(hers.timeline.getByRole('group', { name: 'Actions sur le message' }));
    for (const beside of [faces, ticks.nth(1), ticks.nth(2)])
      expect(bar.x + bar.width).toBeLessThanOrEqual((await box(beside)).x);
    // Where the text is as wide as the screen allows, it ends beside the actions.
    await ann.page.setViewportSize({ width: 1024, height: 768 });
    await hers.message('plus de place').hover();
    const text = hers.message('plus de place').locator('ls-message-body');
    const actions = hers.timeline.getByRole('group', { name: 'Actions sur le message' });
    await expect
      .poll(async () => (await box(actions)).x - (await box(text)).x - (await box(text)).width)
      .toBeGreaterThanOrEqual(0);
    await ann.page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(async () => new Set(await edges()).size).toBe(1);
  });
});

test('what a message was, and what it answers, is found however far back', async ({
  annsAccount: ann,
  ben,
  direct,
  group,
}) => {
  const first = await ann.api.send(direct.id, 'Tout au début');
  for (let count = 2; count <= 120; count += 1) await ann.api.send(direct.id, `Suite ${count}`);
  await ann.api.send(direct.id, 'Je reviens au début', { replyToId: first.id });
  await ben.api.markAsRead(direct.id, 121);
  const his = await opened(ben, direct.id);

  await test.step('R answers a message, and the quote leads to it', async () => {
    const reply = his.timeline.locator('[data-seq="121"]');
    await expect(reply.getByRole('button', { name: /En réponse à Ann Martin.*Tout au début/ })).toBeVisible();
    await reply.focus();
    await ben.page.keyboard.press('r');
    await expect(his.composer).toBeFocused();
    await expect(ben.page.locator('ls-composer-context')).toContainText('Réponse à Ann Martin');
    await his.send('Moi aussi');
    await expect(ben.page.locator('ls-composer-context')).toBeEmpty();
    await his
      .message('Moi aussi')
      .getByRole('button', { name: /En réponse à/ })
      .click();
    await expect(reply).toBeInViewport();
    await reply.getByRole('button', { name: /En réponse à/ }).click();
    await expect(his.timeline.locator('.flashed')).toContainText('Tout au début');
    const { items } = await ben.api.messages(direct.id);
    expect(items.at(-1)?.replyToId).toBe(items.at(-2)?.id);
  });

  await test.step('of many versions the latest are shown first, and the others on request', async () => {
    await his.goTo('Équipe');
    await expect(his.composer).toBeVisible();
    let message = await ben.api.send(group.id, 'Version 1');
    for (let number = 2; number <= 103; number += 1)
      message = await ben.api.edit(message, `Version ${number}`);
    await his.message('Version 103').getByRole('button', { name: 'Message modifié' }).click();
    const versions = ben.page.getByRole('dialog', { name: 'Versions du message' });
    await expect(versions.getByRole('listitem')).toHaveCount(50);
    await expect(versions.getByRole('listitem').first()).toHaveText(/actuelle.*Version 103\s*$/);
    await versions.getByRole('button', { name: 'Afficher la suite' }).click();
    await expect(versions.getByRole('listitem')).toHaveCount(100);
    await versions.getByRole('button', { name: 'Afficher la suite' }).click();
    await expect(versions.getByRole('listitem')).toHaveCount(103);
    await expect(versions.getByRole('listitem').last()).toHaveText(/d’origine.*Version 1\s*$/);
    await expect(versions.getByRole('button', { name: 'Afficher la suite' })).toBeHidden();
    await ben.page.keyboard.press('Escape');
    await expect(versions).toBeHidden();
  });

  await test.step('a notification follows its message, and goes with it', async () => {
    const message = await ann.api.send(direct.id, 'Rendez-vous à midii');
    await expect(his.toasts).toContainText('midii');
    await his.toasts.hover();
    await ann.api.edit(message, 'Rendez-vous à **midi**');
    await expect(his.toasts).toContainText(/à midi\s*$/);
    await ann.api.remove(message);
    await expect(his.toasts).toBeHidden();
    await ben.page.getByRole('button', { name: 'Notifications manquées' }).click();
    await expect(ben.page.getByRole('dialog', { name: 'Notifications manquées' })).not.toContainText('midi');
  });
  expect(group.kind).toBe('group');
});
