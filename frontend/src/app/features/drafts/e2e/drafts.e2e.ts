import { expect, test } from '../../../../../e2e/support/people';
import { Messaging } from '../../../../../e2e/support/messaging';

test('what somebody writes in two browsers is one draft, and nothing of it is lost', async ({
  annsAccount,
  bensAccount: ben,
  direct,
  newBrowser,
}) => {
  const [ann, elsewhere] = [await newBrowser(annsAccount), await newBrowser(annsAccount)];
  const hers = await new Messaging(ann.page).open(direct.id);
  const there = await new Messaging(elsewhere.page).open();
  const kept = async () => [...(await annsAccount.api.items('draft')).values()].map(({ body }) => body);
  const sent = async () => (await ben.api.messages(direct.id)).items.map(({ body }) => body);

  await test.step('a draft goes on in another browser of its author', async () => {
    await hers.composer.fill('Bonjour');
    await expect(there.row('Ben Martin')).toContainText('Brouillon');
    await there.goTo('Ben Martin');
    await expect(there.composer).toHaveValue('Bonjour');
    await there.composer.press('End');
    await there.composer.pressSequentially(' Ben');
    await expect(hers.composer).toHaveValue('Bonjour Ben');
  });

  await test.step('it is sent once from there', async () => {
    await there.composer.press('Enter');
    await expect(hers.composer).toHaveValue('');
    await expect(hers.message('Bonjour Ben')).toBeVisible();
    await expect(hers.row('Ben Martin')).not.toContainText('Brouillon');
    await expect.poll(kept).toEqual([]);
    expect(await sent()).toEqual(['Bonjour Ben']);
  });

  await test.step('of what is written without a network in both, both are offered', async () => {
    await ann.context.setOffline(true);
    await expect(hers.status).toContainText('Hors ligne');
    await hers.composer.fill('Écrit dans le train');
    await there.composer.fill('Écrit au bureau');
    await expect.poll(kept).toEqual(['Écrit au bureau']);
    await ann.context.setOffline(false);
    const other = ann.page.getByText('Écrit sur un autre appareil');
    await expect(other).toContainText('Écrit au bureau');
    await expect(hers.composer).toHaveValue('Écrit dans le train');
    await ann.page.getByRole('button', { name: 'Reprendre' }).click();
    await expect(hers.composer).toHaveValue('Écrit au bureau');
    await expect(other).toContainText('Écrit dans le train');
    await ann.page.getByRole('button', { name: 'Ignorer l’autre brouillon' }).click();
    await expect(other).toHaveCount(0);
    expect(await sent()).toEqual(['Bonjour Ben']);
  });
});
