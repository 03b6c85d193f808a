import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

test('somebody signs in, stays signed in, and signs out', async ({ bensAccount: ben, page }) => {
  await test.step('a wrong password is said in words, and the right one signs in', async () => {
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

  await test.step('the session outlives a reload and ends with the sign-out, in other tabs too', async () => {
    await page.reload();
    await expect(new Messaging(page).status).toHaveText('Connecté en temps réel');
    const other = await page.context().newPage();
    await new Messaging(other).open();
    await new Messaging(page).openSettings();
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await expect(page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
    await expect(other.getByRole('heading', { name: 'Connexion' })).toBeVisible();
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
  });

  await test.step('a demo account is one click away', async () => {
    await expect(page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
    await page.getByRole('listitem').getByRole('button').first().click();
    await expect(new Messaging(page).status).toHaveText('Connecté en temps réel');
    await expect(new Messaging(page).list.getByRole('link').first()).toBeVisible();
  });
});
