import { expect, noteSession, test } from './support/people';
import { Messaging } from './support/messaging';

test('a new name shows at once on every screen, and on one’s other devices', async ({
  ann,
  ben,
  browser,
  contextOptions,
  direct,
  group,
}) => {
  await ben.api.send(direct.id, 'Bonjour Ann');
  await ben.api.send(group.id, 'Bonjour à tous');
  const hers = await new Messaging(ann.page).open(direct.id);
  await expect(hers.row('Ben Martin')).toBeVisible();
  await expect(hers.message('Bonjour Ann')).toContainText('Ben Martin');

  const otherDevice = await browser.newContext(contextOptions);
  const { email, password } = ben;
  await otherDevice.request.post('/api/auth/login', { data: { email, password } });
  const settings = await otherDevice.newPage();
  await noteSession(settings);
  await settings.goto('/settings');
  const ownName = settings.getByLabel('Nom affiché');
  await expect(ownName).toHaveValue('Ben Martin');
  await expect(new Messaging(settings).status).toHaveText('Connecté en temps réel');

  await new Messaging(ben.page).open();
  await ben.page.goto('/settings');
  await ben.page.getByLabel('Nom affiché').fill('Benoît Durand');
  await ben.page.getByLabel('Nom affiché').press('Enter');

  await expect(hers.row('Benoît Durand')).toBeVisible();
  await expect(hers.row('Ben Martin')).toHaveCount(0);
  await expect(hers.message('Bonjour Ann')).toContainText('Benoît Durand');
  await expect(ann.page.getByRole('textbox', { name: 'Écrire à Benoît Durand' })).toBeVisible();
  await expect(ann.page.getByText('Ben Martin')).toHaveCount(0);
  await expect(ownName).toHaveValue('Benoît Durand');
  await otherDevice.close();
});
