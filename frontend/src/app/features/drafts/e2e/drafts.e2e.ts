import { expect, test } from '../../../../../e2e/support/people';
import { Messaging } from '../../../../../e2e/support/messaging';

test('a draft goes on in another browser of its author, and is sent once from there', async ({
  annsAccount,
  ben,
  direct,
  newBrowser,
}) => {
  const [ann, elsewhere] = [await newBrowser(annsAccount), await newBrowser(annsAccount)];
  const hers = await new Messaging(ann.page).open(direct.id);
  const there = await new Messaging(elsewhere.page).open();
  await hers.composer.fill('Bonjour');
  await expect(there.row('Ben Martin')).toContainText('Brouillon');
  await there.row('Ben Martin').click();
  await expect(there.composer).toHaveValue('Bonjour');
  await there.composer.press('End');
  await there.composer.pressSequentially(' Ben');
  await expect(hers.composer).toHaveValue('Bonjour Ben');

  await there.composer.press('Enter');
  await expect(hers.composer).toHaveValue('');
  await expect(hers.message('Bonjour Ben')).toBeVisible();
  await expect(hers.row('Ben Martin')).not.toContainText('Brouillon');
  await expect.poll(async () => (await annsAccount.api.items('draft')).size).toBe(0);
  const { items } = await ben.api.messages(direct.id);
  expect(items.map(({ body }) => body)).toEqual(['Bonjour Ben']);
});

test('what is written without a network in two browsers is lost in none', async ({
  annsAccount,
  bensAccount: ben,
  direct,
  newBrowser,
}) => {
  const [ann, elsewhere] = [await newBrowser(annsAccount), await newBrowser(annsAccount)];
  const hers = await new Messaging(ann.page).open(direct.id);
  const there = await new Messaging(elsewhere.page).open(direct.id);
  await ann.context.setOffline(true);
  await expect(hers.status).toContainText('Hors ligne');
  await hers.composer.fill('Écrit dans le train');
  await there.composer.fill('Écrit au bureau');
  await expect
    .poll(async () => [...(await annsAccount.api.items('draft')).values()].map(({ body }) => body))
    .toEqual(['Écrit au bureau']);
  await ann.context.setOffline(false);
  await expect(ann.page.getByText('Écrit sur un autre appareil')).toContainText('Écrit au bureau');
  await expect(hers.composer).toHaveValue('Écrit dans le train');
  await ann.page.getByRole('button', { name: 'Reprendre' }).click();
  await expect(hers.composer).toHaveValue('Écrit au bureau');
  await expect(ann.page.getByText('Écrit sur un autre appareil')).toContainText('Écrit dans le train');
  await ann.page.getByRole('button', { name: 'Ignorer l’autre brouillon' }).click();
  await expect(ann.page.getByText('Écrit sur un autre appareil')).toHaveCount(0);
  const { items } = await ben.api.messages(direct.id);
  expect(items).toEqual([]);
});
