import type { Page } from '@playwright/test';
import { expect, test } from './support/people';
import { deployment } from './support/deployment';
import { Messaging } from './support/messaging';
import { shellKept } from './support/shell';

test.use({ serviceWorkers: 'allow' });

test('the browser may install it, and opens it without a network, with nothing kept of anybody', async ({
  annsAccount: ann,
  direct,
  page,
  context,
  request,
}) => {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && /policy|service worker/i.test(message.text()))
      problems.push(message.text());
  });
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { name: 'Connexion' })).toBeVisible();

  await test.step('it can be installed, with a name and icons that exist', async () => {
    const link = await page.locator('link[rel="manifest"]').getAttribute('href');
    const manifest = (await (await request.get(`/${link}`)).json()) as {
      name: string;
      start_url: string;
      scope: string;
      display: string;
      icons: { src: string; sizes: string; purpose: string }[];
    };
    expect(manifest).toMatchObject({ name: 'LitSpark Messagerie', display: 'standalone' });
    const at = new URL(`/${link}`, page.url());
    const [start, scope] = [manifest.start_url, manifest.scope].map((path) => new URL(path, at).href);
    expect(start).toContain(scope);
    expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
      '192x192 any',
      '512x512 any',
      '512x512 maskable',
    ]);
    for (const { src, sizes } of manifest.icons) expect(await sizeOfImage(page, `/${src}`)).toBe(sizes);
    const session = await page.context().newCDPSession(page);
    expect((await session.send('Page.getAppManifest')).errors).toEqual([]);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    // A browser with windows says this of one that forgets everything when it is closed; a headless one says nothing.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  });

  await test.step('it opens without a network, on any of its pages', async () => {
    await shellKept(page);
    await context.setOffline(true);
    await page.goto('/settings');
    await expect(page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
    expect(problems).toEqual([]);
    await context.setOffline(false);
  });

  await test.step('nothing of the API or the sockets is kept by the service worker', async () => {
    await ann.api.send(direct.id, 'Secret');
    await page.getByLabel('Adresse e-mail').fill(ann.email);
    await page.getByLabel('Mot de passe', { exact: true }).fill(ann.password);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    const hers = new Messaging(page);
    await expect(hers.status).toHaveText('Connecté en temps réel');
    await hers.open(direct.id);
    await expect(hers.message('Secret')).toBeVisible();
    const kept = await page.evaluate(async () => {
      const urls: string[] = [];
      for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys())
          urls.push(new URL(request.url).pathname);
      return urls;
    });
    expect(kept).toContain('/index.html');
    expect(kept.filter((path) => /^\/(api|socket\.io|health|metrics)/.test(path))).toEqual([]);
  });
});

test('a new version is offered, comes when it is asked for, and heals a cache with holes', async ({
  browser,
  contextOptions,
}) => {
  const site = await deployment();
  const context = await browser.newContext({ ...contextOptions, baseURL: site.url });
  const page = await context.newPage();
  const version = () => page.locator('meta[name="version"]').getAttribute('content');
  await page.goto('/sign-in');
  await shellKept(page);
  await page.reload();
  expect(await version()).toBe('1');
  const offer = page.getByText('Une nouvelle version est prête.');
  await expect(offer).toBeHidden();
  site.upgrade();
  await page.reload();
  await expect(offer).toBeVisible();
  expect(await version()).toBe('1');
  await page.getByRole('button', { name: 'Recharger' }).click();
  await expect.poll(version).toBe('2');
  await expect(page.getByRole('heading', { name: 'Connexion' })).toBeVisible();

  // The browser lost a part of it.
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        if (/main-|sign-in/.test(request.url)) await cache.delete(request);
    }
  });
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
  await context.close();
  site.close();
});

/** Of an image that this browser can decode, as a manifest writes it. */
function sizeOfImage(page: Page, src: string): Promise<string> {
  return page.evaluate(async (url) => {
    const { width, height } = await createImageBitmap(await (await fetch(url)).blob());
    return `${width}x${height}`;
  }, src);
}
