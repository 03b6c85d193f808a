import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

test('a message that is refused stays, says so, and can be discarded, written anew or retried', async ({
  ann,
  bensAccount: ben,
  direct,
  group,
}) => {
  const hers = await new Messaging(ann.page).open(direct.id);
  const refused = (text: string) => hers.message(text).getByRole('group', { name: 'Non envoyé' });
  const failed = refused('Refusé');
  const stored = async () => (await ben.api.messages(direct.id)).items.map(({ body }) => body);

  await test.step('it shows in the list although its conversation is archived, also after a reload', async () => {
    await ann.context.setOffline(true);
    await expect(hers.status).toContainText('Hors ligne');
    await hers.send('Refusé');
    await hers.goTo('Équipe');
    await hers.send('Accepté');
    await ben.api.archive(direct.id, true);
    await ann.context.setOffline(false);
    await expect(hers.message('Accepté').getByText('Envoyé')).toBeAttached();
    expect(group.archived).toBe(false);
    await expect(hers.row('Ben Martin')).toContainText('Non envoyé');
    await ann.page.reload();
    await hers.goTo('Ben Martin');
    await expect(failed).toContainText('La conversation est archivée.');
    await expect(failed.getByRole('button', { name: 'Copier le texte' })).toBeVisible();
    await expect(failed.getByRole('button', { name: 'Modifier' })).toBeHidden();
  });

  await test.step('discarded, it can be had back where it was', async () => {
    await ben.api.archive(direct.id, false);
    await expect(hers.composer).toBeVisible();
    await expect(hers.row('Ben Martin')).toContainText('Non envoyé');
    await failed.getByRole('button', { name: 'Supprimer' }).click();
    await expect(failed).toBeHidden();
    await hers.goTo('Équipe');
    // What can be undone is said over the page, above what is being read and written.
    const undo = ann.page.getByRole('button', { name: 'Annuler', exact: true });
    expect((await undo.boundingBox())?.y).toBeLessThan(120);
    await undo.click();
    await expect(hers.composer).toHaveValue('');
    await hers.goTo('Ben Martin');
    await expect(failed).toBeVisible();
  });

  await test.step('it can be written anew', async () => {
    await failed.getByRole('button', { name: 'Modifier' }).click();
    await expect(hers.composer).toHaveValue('Refusé');
    // Archived again: the text stays in sight, and is there to go on with afterwards.
    await ben.api.archive(direct.id, true);
    await expect(ann.page.getByRole('region', { name: 'Votre brouillon' })).toContainText('Refusé');
    await ben.api.archive(direct.id, false);
    await expect(hers.composer).toHaveValue('Refusé');
    await hers.send('Écrit autrement');
    await expect(hers.message('Écrit autrement').getByText('Envoyé')).toBeAttached();
    expect(await stored()).toEqual(['Écrit autrement']);
  });

  await test.step('it goes out when it is retried', async () => {
    await ann.context.setOffline(true);
    await expect(hers.status).toContainText('Hors ligne');
    await hers.send('Trop tard ?');
    await ben.api.archive(direct.id, true);
    await ann.context.setOffline(false);
    await expect(refused('Trop tard ?')).toBeVisible();
    await ben.api.archive(direct.id, false);
    await expect(hers.composer).toBeVisible();
    await refused('Trop tard ?').getByRole('button', { name: 'Réessayer' }).click();
    await expect(refused('Trop tard ?')).toBeHidden();
    await expect(hers.message('Trop tard ?').getByText('Envoyé')).toBeAttached();
    expect(await stored()).toEqual(['Écrit autrement', 'Trop tard ?']);
  });
});
