import type { Session } from '@litspark/shared-contracts';
import { productUrl } from './support/api';
import { expect, test } from './support/people';
import { Messaging } from './support/messaging';
import { shellKept } from './support/shell';

test.use({ serviceWorkers: 'allow' });

const numbers = Array.from({ length: 10 }, (_, index) => `Dans le tunnel ${index + 1}.`);

test('ten messages written without a network outlive the page, and everybody has each once', async ({
  ann,
  ben,
  direct,
}) => {
  const his = await new Messaging(ben.page).open(direct.id);
  await his.send('Avant le tunnel');
  const hers = await new Messaging(ann.page).open(direct.id);
  await expect(hers.message('Avant le tunnel')).toBeVisible();
  await shellKept(ann.page);
  await ann.context.setOffline(true);
  await expect(hers.status).toContainText('Hors ligne');
  for (const number of numbers) await hers.send(number);
  await expect(hers.status).toContainText('10 messages en attente');
  await ann.page.close();

  const page = await ann.context.newPage();
  await page.goto(`/c/${direct.id}`);
  const again = new Messaging(page);
  await expect(again.status).toHaveText(/^Hors ligne depuis .* · 10 messages en attente$/);
  await expect(again.message('Avant le tunnel')).toBeVisible();
  await expect(again.timeline.getByText(/^Dans le tunnel/)).toHaveText(numbers);

  await ann.context.setOffline(false);
  await expect(his.message('Dans le tunnel 10.')).toBeVisible();
  for (const side of [his, again]) {
    await expect(side.timeline.getByText(/^Dans le tunnel/)).toHaveText(numbers);
    await expect(side.timeline.getByText('En attente d’envoi')).toHaveCount(0);
  }
  const { items } = await ben.api.messages(direct.id);
  expect(items.map(({ body }) => body)).toEqual(['Avant le tunnel', ...numbers]);
});

test('a session that ends keeps what waits for the same person, and shows it to nobody else', async ({
  ann,
  bensAccount: ben,
  direct,
  newAccount,
}) => {
  const carla = await newAccount('Carla');
  const hers = await new Messaging(ann.page).open(direct.id);
  await ann.context.setOffline(true);
  await expect(hers.status).toContainText('Hors ligne');
  await hers.send('Pour plus tard');
  await expect(hers.status).toContainText('1 message en attente');
  await ann.page.close();
  // The session is over before the network is back.
  await ann.context.clearCookies();
  await ann.context.setOffline(false);
  const page = await ann.context.newPage();
  const again = new Messaging(page);
  await page.goto(`/c/${direct.id}`);
  await expect(page.getByText(/1 message attend d’être envoyé/)).toBeVisible();
  const signIn = async (email: string, password: string) => {
    await page.getByLabel('Adresse e-mail').fill(email);
    await page.getByLabel('Mot de passe', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Se connecter' }).click();
  };
  await signIn(carla.email, carla.password);
  await expect(again.status).toHaveText('Connecté en temps réel');
  await new Messaging(page).openSettings();
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  expect((await ben.api.messages(direct.id)).items).toEqual([]);
  await signIn(ann.email, ann.password);
  await expect(again.status).toContainText('Connecté en temps réel');
  await expect
    .poll(async () => (await ben.api.messages(direct.id)).items.map(({ body }) => body))
    .toEqual(['Pour plus tard']);
});

test('signing out asks first when something waits, leaves nothing behind, and ends the session once there is a network', async ({
  ann,
  bensAccount: ben,
  direct,
}) => {
  const refreshed = ann.page.waitForResponse((answer) => answer.url().endsWith('/api/auth/refresh'));
  const hers = await new Messaging(ann.page).open(direct.id);
  const { accessToken } = (await (await refreshed).json()) as Session;
  const session = async () => {
    const headers = { authorization: `Bearer ${accessToken}` };
    return (await fetch(`${productUrl()}/api/me`, { headers })).status;
  };
  await shellKept(ann.page);
  await ann.context.setOffline(true);
  await expect(hers.status).toContainText('Hors ligne');
  await hers.send('Perdu exprès');
  await expect(hers.status).toContainText('1 message en attente');
  await hers.composer.fill('et un brouillon');
  await hers.openSettings();
  const out = hers.page.getByRole('button', { name: 'Se déconnecter' });
  await out.click();
  const question = hers.page.getByRole('alertdialog');
  await expect(question).toContainText('Vous perdriez 1 message non envoyé et 1 brouillon');
  await question.getByRole('button', { name: 'Annuler', exact: true }).click();
  await expect(hers.status).toContainText('1 message en attente');
  await out.click();
  await question.getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(hers.page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
  const left = () => hers.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  await expect.poll(left).toEqual([]);
  // Nobody comes in by the cookie, which only the server can take away.
  await hers.page.goto(`/c/${direct.id}`);
  const owed = hers.page.getByText('La session sera fermée sur le serveur dès le retour du réseau.');
  await expect(owed).toBeVisible();
  expect(await session()).toBe(200);
  await ann.context.setOffline(false);
  await expect.poll(session).toBe(401);
  await expect(owed).toBeHidden();
  await expect(hers.page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
  expect((await ben.api.messages(direct.id)).items).toEqual([]);
});

test('a refused message shows in the list although its conversation is archived, and can be written anew', async ({
  ann,
  bensAccount: ben,
  direct,
  group,
}) => {
  const hers = await new Messaging(ann.page).open(direct.id);
  await ann.context.setOffline(true);
  await expect(hers.status).toContainText('Hors ligne');
  await hers.send('Refusé');
  await hers.row('Équipe').click();
  await hers.send('Accepté');
  await ben.api.archive(direct.id, true);
  await ann.context.setOffline(false);
  await expect(hers.message('Accepté').getByText('Envoyé')).toBeAttached();
  expect(group.archived).toBe(false);
  await expect(hers.row('Ben Martin')).toContainText('Non envoyé');
  await hers.page.reload();
  await hers.row('Ben Martin').click();
  const failed = hers.message('Refusé').getByRole('group', { name: 'Non envoyé' });
  await expect(failed).toContainText('La conversation est archivée.');
  await expect(failed.getByRole('button', { name: 'Copier le texte' })).toBeVisible();
  await expect(failed.getByRole('button', { name: 'Modifier' })).toBeHidden();
  await ben.api.archive(direct.id, false);
  await expect(hers.composer).toBeVisible();
  await failed.getByRole('button', { name: 'Modifier' }).click();
  await expect(hers.composer).toHaveValue('Refusé');
  // Archived again: the text stays in sight, and is there to go on with afterwards.
  await ben.api.archive(direct.id, true);
  await expect(hers.page.getByRole('region', { name: 'Votre brouillon' })).toContainText('Refusé');
  await ben.api.archive(direct.id, false);
  await expect(hers.composer).toHaveValue('Refusé');
  await hers.send('Écrit autrement');
  await expect(hers.message('Écrit autrement').getByText('Envoyé')).toBeAttached();
  expect((await ben.api.messages(direct.id)).items.map(({ body }) => body)).toEqual(['Écrit autrement']);
});
