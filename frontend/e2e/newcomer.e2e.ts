import { administrator } from './support/product';
import { expect, noteSession, test } from './support/people';
import { Messaging } from './support/messaging';

test('an administrator creates somebody, who chooses a password, finds a channel, and is out once disabled', async ({
  browser,
  baseURL,
  contextOptions,
}) => {
  const admin = await browser.newContext({ ...contextOptions, baseURL });
  await admin.request.post('/api/auth/login', {
    data: { email: administrator.email, password: administrator.password },
  });
  const office = await admin.newPage();
  await noteSession(office);
  await office.goto('/admin/users');
  await office.getByRole('button', { name: 'Créer un utilisateur' }).click();
  const email = `z.${crypto.randomUUID()}@e2e.example`;
  const name = `Zoé ${crypto.randomUUID().slice(0, 8)}`;
  await office.getByRole('textbox', { name: 'Nom affiché' }).fill(name);
  await office.getByRole('textbox', { name: 'Adresse e-mail' }).fill(email);
  await office.getByRole('button', { name: 'Créer', exact: true }).click();
  const link = await office.getByRole('textbox', { name: 'Lien à transmettre' }).inputValue();
  await office.getByRole('button', { name: 'Terminé' }).click();

  const context = await browser.newContext({ ...contextOptions, baseURL });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url() + (request.headers()['referer'] ?? '')));
  const token = new URL(link).hash.replace('#token=', '');
  expect(token).not.toBe('');
  await page.goto(link);
  const password = page.getByLabel('Mot de passe', { exact: true });
  await password.fill('court');
  await password.press('Enter');
  await expect(page.getByRole('alert')).toContainText('trop court');
  // Neither in the address any more, nor in what the server, or a proxy on the way, was asked for.
  await expect(page).toHaveURL(/\/setup$/);
  expect(asked.filter((url) => url.replace(/#.*/, '').includes(token))).toEqual([]);
  await password.fill('une phrase assez longue');
  await password.press('Enter');
  const hers = new Messaging(page);
  await expect(hers.status).toHaveText('Connecté en temps réel');
  await expect(page.getByRole('heading', { name: 'Bienvenue' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Parcourir les canaux' }).click();
  await page
    .getByRole('button', { name: /^Rejoindre/ })
    .first()
    .click();
  await expect(hers.composer).toBeVisible();

  expect(new URL(link)).toMatchObject({ search: '', hash: expect.stringMatching(/^#token=/) });

  await office.getByRole('searchbox').fill(name);
  await office.getByRole('link', { name }).click();
  const panel = office.getByRole('complementary', { name });
  await panel.getByRole('button', { name: 'Réinitialiser le mot de passe' }).click();
  await office.getByRole('alertdialog').getByRole('button', { name: 'Créer le lien' }).click();
  const another = await office.getByRole('textbox', { name: 'Lien à transmettre' }).inputValue();
  await office.getByRole('button', { name: 'Terminé' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  // Spent, and as the links looked that an earlier version handed out.
  await page.goto(link.replace('#', '?'));
  await password.fill('une autre phrase longue');
  await password.press('Enter');
  await expect(page.getByRole('alert')).toContainText('déjà servi');
  await page.goto(another);
  await password.fill('une phrase toute nouvelle');
  await password.press('Enter');
  await expect(hers.status).toHaveText('Connecté en temps réel');

  // With the others that are chosen, and as one.
  await office.getByRole('checkbox', { name: `Sélectionner ${name}` }).check();
  await office.getByRole('button', { name: 'Désactiver…', exact: true }).click();
  await office.getByRole('alertdialog').getByRole('button', { name: 'Désactiver' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await office.getByRole('link', { name }).click();
  await panel.getByRole('button', { name: 'Réactiver' }).click();
  await page.getByLabel('Adresse e-mail').fill(email);
  await password.fill('une phrase toute nouvelle');
  await password.press('Enter');
  await expect(hers.status).toHaveText('Connecté en temps réel');

  await panel.getByRole('button', { name: 'Désactiver le compte' }).click();
  await office.getByRole('alertdialog').getByRole('button', { name: 'Désactiver' }).click();
  await expect(panel).toBeHidden();
  await expect(office.getByRole('link', { name })).toBeFocused();
  await expect(office.getByRole('row', { name })).toContainText('Désactivé');
  await expect(page).toHaveURL(/\/sign-in/);
  await context.close();
  await admin.close();
});
