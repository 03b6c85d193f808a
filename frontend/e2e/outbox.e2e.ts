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

test('what waits when a session ends stays for the same person, and goes with a sign-out', async ({
  ann,
  bensAccount: ben,
  direct,
  newAccount,
}) => {
  const carla = await newAccount('Carla');
  const { page } = ann;
  const hers = await new Messaging(page).open(direct.id);
  await shellKept(page);
  const stored = async () => (await ben.api.messages(direct.id)).items.map(({ body }) => body);
  const signIn = async (email: string, password: string) => {
    await page.getByLabel('Adresse e-mail').fill(email);
    await page.getByLabel('Mot de passe', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Se connecter' }).click();
  };
  let accessToken = '';

  await test.step('a session that ends keeps what waits', async () => {
    await ann.context.setOffline(true);
    await expect(hers.status).toContainText('Hors ligne');
    await hers.send('Pour plus tard');
    await expect(hers.status).toContainText('1 message en attente');
    await page.goto('about:blank');
    // The session is over before the network is back.
    await ann.context.clearCookies();
    await ann.context.setOffline(false);
    await page.goto(`/c/${direct.id}`);
    await expect(page.getByText(/1 message attend d’être envoyé/)).toBeVisible();
  });

  await test.step('shows it to nobody else', async () => {
    await signIn(carla.email, carla.password);
    await expect(hers.status).toHaveText('Connecté en temps réel');
    await hers.openSettings();
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    expect(await stored()).toEqual([]);
  });

  await test.step('and sends it once the same person is back', async () => {
    const signedIn = page.waitForResponse((answer) => answer.url().endsWith('/api/auth/login'));
    await signIn(ann.email, ann.password);
    ({ accessToken } = (await (await signedIn).json()) as Session);
    await expect(hers.status).toContainText('Connecté en temps réel');
    await expect.poll(stored).toEqual(['Pour plus tard']);
  });

  await test.step('signing out asks first, leaves nothing behind, and ends the session once there is a network', async () => {
    const session = async () => {
      const headers = { authorization: `Bearer ${accessToken}` };
      return (await fetch(`${productUrl()}/api/me`, { headers })).status;
    };
    await hers.open(direct.id);
    await ann.context.setOffline(true);
    await expect(hers.status).toContainText('Hors ligne');
    await hers.send('Perdu exprès');
    await expect(hers.status).toContainText('1 message en attente');
    await hers.composer.fill('et un brouillon');
    await hers.openSettings();
    const out = page.getByRole('button', { name: 'Se déconnecter' });
    await out.click();
    const question = page.getByRole('alertdialog');
    await expect(question).toContainText('Vous perdriez 1 message non envoyé et 1 brouillon');
    await question.getByRole('button', { name: 'Annuler', exact: true }).click();
    await expect(hers.status).toContainText('1 message en attente');
    await out.click();
    await question.getByRole('button', { name: 'Se déconnecter' }).click();
    await expect(page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
    const left = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    await expect.poll(left).toEqual([]);
    // Nobody comes in by the cookie, which only the server can take away.
    await page.goto(`/c/${direct.id}`);
    const owed = page.getByText('La session sera fermée sur le serveur dès le retour du réseau.');
    await expect(owed).toBeVisible();
    expect(await session()).toBe(200);
    await ann.context.setOffline(false);
    await expect.poll(session).toBe(401);
    await expect(owed).toBeHidden();
    await expect(page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
    expect(await stored()).toEqual(['Pour plus tard']);
  });
});
