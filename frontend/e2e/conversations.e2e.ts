import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

test('people come into conversations, and leave them', async ({ ann, ben, group, newAccount }) => {
  const cleo = await newAccount('Cléo');
  const hers = await new Messaging(ann.page).open();
  const his = await new Messaging(ben.page).open();

  await test.step('somebody creates a group', async () => {
    await hers.list.getByRole('button', { name: 'Nouvelle conversation' }).first().click();
    const dialog = ann.page.getByRole('dialog');
    for (const person of [ben, cleo]) {
      await dialog.getByRole('combobox').fill(person.email);
      await dialog.getByRole('option', { name: new RegExp(person.email.replaceAll('.', '\\.')) }).click();
    }
    await dialog.getByLabel(/Nom du groupe/).fill('Projet secret');
    await dialog.getByRole('button', { name: 'Créer le groupe' }).click();
    await expect(ann.page.getByRole('heading', { name: 'Projet secret' })).toBeVisible();
    await expect(his.row('Projet secret')).toBeVisible();
  });

  await test.step('renames it', async () => {
    await ann.page.getByRole('link', { name: 'Détails de la conversation' }).click();
    await ann.page.getByRole('button', { name: /^Nom : / }).click();
    await ann.page.getByRole('textbox', { name: 'Nom', exact: true }).fill('Projet public');
    await ann.page.keyboard.press('Enter');
    await expect(his.row('Projet public')).toBeVisible();
  });

  await test.step('and another leaves it', async () => {
    await his.goTo('Projet public');
    await ben.page.getByRole('link', { name: 'Détails de la conversation' }).click();
    await ben.page.getByRole('button', { name: 'Quitter la conversation' }).click();
    await ben.page.getByRole('alertdialog').getByRole('button', { name: 'Quitter' }).click();
    await expect(his.row('Projet public')).toHaveCount(0);
    await expect(ann.page.getByRole('heading', { name: '2 participants' })).toBeVisible();
  });

  await test.step('a public channel is found, joined and read from its beginning', async () => {
    const title = `Randonnée ${crypto.randomUUID().slice(0, 8)}`;
    const channel = await ann.api.createConversation({
      kind: 'channel',
      visibility: 'public',
      title,
      participantIds: [],
    });
    await ann.api.send(channel.id, 'Samedi, col de la Forclaz');
    await ben.page.getByRole('link', { name: 'Canaux', exact: true }).click();
    await ben.page.getByRole('link', { name: 'Créer un canal' }).click();
    await expect(ben.page.getByLabel('Nom du canal')).toBeVisible();
    await ben.page.getByRole('button', { name: 'Annuler', exact: true }).click();
    await ben.page
      .getByRole('searchbox', { name: 'Rechercher un canal' })
      .fill(title.toLowerCase().replace('é', 'e'));
    await ben.page.getByRole('button', { name: `Rejoindre ${title}` }).click();
    await expect(his.message('Samedi, col de la Forclaz')).toBeVisible();
    await expect(his.row(title)).toBeVisible();
  });

  await test.step('who is removed is informed and gets nothing more', async () => {
    await his.goTo('Équipe');
    await hers.goTo('Équipe');
    await ann.page.getByRole('link', { name: 'Détails de la conversation' }).click();
    // Where both don't fit, the title comes before the connection's words.
    await ann.page.setViewportSize({ width: 1100, height: 768 });
    await expect(new Messaging(ann.page).status).toHaveText('En direct');
    await ann.page.getByRole('button', { name: 'Actions pour Ben Martin' }).click();
    await ann.page.getByRole('menuitem', { name: 'Retirer', exact: true }).click();
    await ann.page.getByRole('alertdialog').getByRole('button', { name: 'Retirer', exact: true }).click();
    await expect(his.row('Équipe')).toHaveCount(0);
    await expect(ben.page.getByText('Vous ne participez plus à cette conversation.')).toBeVisible();
  });

  await test.step('one that somebody may not see looks like one that is not there', async () => {
    const theirs = await ann.api.createConversation({ kind: 'direct', participantIds: [cleo.user.id] });
    await ben.page.goto(`/c/${theirs.id}`);
    await expect(ben.page.getByText('Conversation introuvable')).toBeVisible();
  });
  expect(group.kind).toBe('group');
});
