import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

test('a demo account is one click away', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
  await page.getByRole('listitem').getByRole('button').first().click();
  await expect(new Messaging(page).status).toHaveText('Connecté en temps réel');
  await expect(new Messaging(page).list.getByRole('link').first()).toBeVisible();
});

test('a wrong password is said in words, and the right one signs in', async ({ bensAccount: ben, page }) => {
  await page.goto('/sign-in');
  await expect(page.getByLabel('Adresse e-mail')).toBeFocused();
  await page.getByLabel('Adresse e-mail').fill(ben.email);
  await page.getByLabel('Mot de passe', { exact: true }).fill('not this one at all');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('alert')).toContainText('Adresse ou mot de passe incorrect');
  await page.getByLabel('Mot de passe', { exact: true }).fill(ben.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(new Messaging(page).status).toHaveText('Connecté en temps réel');
});

test('the session outlives a reload and ends with the sign-out, in other tabs too', async ({ ben }) => {
  await new Messaging(ben.page).open();
  await ben.page.reload();
  await expect(new Messaging(ben.page).status).toHaveText('Connecté en temps réel');
  const other = await ben.context.newPage();
  await new Messaging(other).open();
  await new Messaging(ben.page).openSettings();
  await ben.page.getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(ben.page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
  await expect(other.getByRole('heading', { name: 'Connexion' })).toBeVisible();
  await ben.page.goto('/');
  await expect(ben.page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
});

test('an administrator creates a user, who chooses a password and comes in', async ({ browser, page }) => {
  const name = `Zoé ${crypto.randomUUID().slice(0, 8)}`;
  await page.goto('/sign-in');
  const { administrator } = await import('./support/product');
  await page.getByLabel('Adresse e-mail').fill(administrator.email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(administrator.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByRole('link', { name: 'Admin', exact: true }).click();
  await page.getByRole('button', { name: 'Créer un utilisateur' }).click();
  await page.getByLabel('Nom affiché').fill(name);
  await page.getByLabel('Adresse e-mail').fill(`${crypto.randomUUID()}@e2e.example`);
  await page.getByRole('button', { name: 'Créer', exact: true }).click();
  const link = await page.getByLabel('Lien à transmettre').inputValue();
  await page.getByRole('button', { name: 'Terminé' }).click();

  const theirs = await (await browser.newContext({ locale: 'fr-FR' })).newPage();
  await theirs.goto(link);
  await theirs.getByLabel('Mot de passe', { exact: true }).fill('une phrase assez longue');
  await theirs.getByRole('button', { name: 'Enregistrer et se connecter' }).click();
  await expect(new Messaging(theirs).status).toHaveText('Connecté en temps réel');

  await page.getByRole('searchbox', { name: 'Rechercher par nom ou adresse' }).fill(name);
  await page.getByRole('checkbox', { name: `Sélectionner ${name}` }).check();
  await page.getByRole('button', { name: 'Désactiver…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Désactiver' }).click();
  await expect(theirs.getByRole('heading', { name: 'Connexion' })).toBeVisible();
  await theirs.context().close();
});
