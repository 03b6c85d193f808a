import type { BrowserContext } from '@playwright/test';
import { expect, test } from './support/people';
import { Messaging } from './support/messaging';
import { shellKept } from './support/shell';

test.use({ serviceWorkers: 'allow' });

/** Collects what the policy refused on every page of a browser from here on, and what the console says of it. */
async function refusals(context: BrowserContext): Promise<string[]> {
  const seen: string[] = [];
  await context.exposeFunction('reportRefusal', (refusal: string) => seen.push(refusal));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sample, sourceFile, lineNumber } = event;
      const page = globalThis as unknown as { reportRefusal: (text: string) => void };
      page.reportRefusal(`${effectiveDirective} ${blockedURI} ${sample} at ${sourceFile}:${lineNumber}`);
    });
  });
  context.on('console', (message) => {
    if (message.type() === 'error' && /policy|trusted/i.test(message.text())) seen.push(message.text());
  });
  context.on('weberror', (error) => seen.push(error.error().message));
  return seen;
}

test('the content security policy has nothing to refuse on a walk through the product', async ({
  annsAccount: ann,
  bensAccount: ben,
  direct,
  page,
  context,
}) => {
  const refused = await refusals(context);
  await page.goto('/sign-in');
  await expect.poll(() => page.evaluate(() => 'trustedTypes' in globalThis)).toBe(true);
  await page.getByLabel('Adresse e-mail').fill(ann.email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(ann.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  const hers = new Messaging(page);
  await expect(hers.status).toHaveText('Connecté en temps réel');
  await shellKept(page);

  await hers.open(direct.id);
  await hers.send('```ts\nconst answer: number = 42;\n```\n**gras** https://example.org');
  await expect(hers.timeline.locator('code .hljs-keyword')).toHaveText('const');
  await ben.api.send(direct.id, 'Bien reçu');
  await expect(hers.message('Bien reçu')).toBeVisible();

  await page.getByRole('button', { name: 'Insérer un émoji' }).click();
  const search = page.getByRole('dialog', { name: 'Insérer un émoji' }).getByRole('combobox');
  await search.fill('chat');
  await page.getByRole('option', { name: /chat/i }).first().click();
  await expect(hers.composer).toHaveValue(/\p{Emoji}/u);

  await page.goto('/settings');
  await expect(page.getByRole('heading', { level: 1, name: 'Profil' })).toBeVisible();
  await page.reload();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  await expect(page.getByRole('heading', { level: 1, name: 'Profil' })).toBeVisible();
  expect(refused).toEqual([]);

  // The page of the API is shown under the same policy.
  await page.goto('/api/docs');
  await expect(page.locator('.opblock').first()).toBeVisible();
  expect(refused).toEqual([]);
});
