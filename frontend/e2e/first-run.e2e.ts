import { expect, test } from '@playwright/test';
import { Messaging } from './support/messaging';
import { startProduct } from './support/product';

test('the link that a first start prints makes the first administrator, once', async ({ page, browser }) => {
  const product = await startProduct({ DEMO: 'off' });
  try {
    const links = () => product.output().match(/http:\S+\/first-run#token=\S+/g) ?? [];
    await expect.poll(links).toHaveLength(1);
    const [link = ''] = links();
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'Premier administrateur' })).toBeVisible();
    // Nobody reads it over a shoulder.
    await expect(page).toHaveURL(`${product.url}/first-run`);
    await page.getByRole('textbox', { name: 'Nom affiché' }).fill('Zoé Martin');
    await page.getByRole('textbox', { name: 'Adresse e-mail' }).fill('zoe@e2e.example');
    await page.getByLabel('Mot de passe', { exact: true }).fill('une phrase assez longue');
    await page.getByRole('button', { name: 'Créer le compte et se connecter' }).click();
    await expect(new Messaging(page).status).toHaveText('Connecté en temps réel');
    await page.getByRole('link', { name: 'Admin', exact: true }).click();
    await expect(page.getByRole('main').getByText('zoe@e2e.example')).toBeVisible();

    const another = await browser.newPage({ locale: 'fr-FR' });
    await another.goto(link);
    await expect(another.getByRole('heading', { name: 'Ce lien a déjà servi' })).toBeVisible();
    await expect(another.getByRole('alert')).toContainText('ne peut pas servir deux fois');
    await expect(another.getByRole('button', { name: 'Créer le compte' })).toHaveCount(0);
    await another.close();
  } finally {
    await product.stop();
  }
});
