import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

/** The server is out of reach; what serves the page itself is not. */
async function cut(context: BrowserContext): Promise<() => Promise<void>> {
  const server = /\/(api|socket\.io)\//;
  await context.routeWebSocket(server, (socket) => void socket.close());
  await context.route(server, (route) => route.abort());
  return async () => {
    await context.unroute(server);
    await context.routeWebSocket(server, (socket) => void socket.connectToServer());
  };
}

const databases = (page: Page): Promise<string[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));
const caches = async (page: Page) =>
  (await databases(page)).filter((name) => name.startsWith('litspark-cache-'));

/** What the cache of this page's person holds, each row changed by `change` where one is given. */
const rows = <T = unknown>(page: Page, table: string, change: Partial<T> | null = null): Promise<T[]> =>
  page.evaluate(
    async ([store, difference]) => {
      const done = <R>(request: IDBRequest<R>) =>
        new Promise<R>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error ?? new Error('refused'));
        });
      const known = await indexedDB.databases();
      const name = known.find((one) => one.name?.startsWith('litspark-cache-'))?.name;
      if (name === undefined) return [];
      const db = await done(indexedDB.open(name));
      try {
        if (!db.objectStoreNames.contains(store)) return [];
        const held = db.transaction(store, 'readwrite').objectStore(store);
        const all = (await done(held.getAll())) as T[];
        if (difference) for (const row of all) await done(held.put({ ...row, ...difference }));
        return all;
      } finally {
        db.close();
      }
    },
    [table, change] as const,
  );

/** As far back as there is anything. */
async function toTheTop(messaging: Messaging): Promise<void> {
  const first = messaging.timeline.getByText('Ligne 1.', { exact: true });
  await expect
    .poll(async () => {
      await messaging.timeline.evaluate((timeline) => timeline.scrollTo({ top: 0 }));
      return await first.isVisible();
    })
    .toBe(true);
}

test('what was seen is there before any network, and says how fresh it is', async ({
  ann,
  bensAccount: ben,
  direct,
  group,
}) => {
  await ann.api.send(group.id, 'Jamais ouvert ici');
  await ben.api.send(direct.id, 'Ligne 1.');
  await Promise.all(Array.from({ length: 59 }, (_, index) => ben.api.send(direct.id, `Suite ${index}.`)));
  const hers = await new Messaging(ann.page).open(direct.id);
  await hers.send('Vu et gardé');
  await expect(hers.message('Vu et gardé').getByText(/Envoyé|Distribué|Lu/)).toBeAttached();
  await toTheTop(hers);
  await expect.poll(async () => (await rows(ann.page, 'messages')).length).toBe(61);
  const mend = await cut(ann.context);
  await ann.page.reload();
  await expect(hers.status).toHaveText(/ · à jour à \d\d:\d\d$/);
  await expect(hers.row('Ben Martin')).toBeVisible();
  await expect(hers.message('Vu et gardé')).toBeVisible();
  await toTheTop(hers);
  await ben.api.send(direct.id, 'Arrivé entre-temps');
  await hers.goTo('Équipe');
  await expect(hers.timeline).toContainText('Messages indisponibles sans connexion');
  await mend();
  await expect(hers.status).toHaveText('Connecté en temps réel');
  await expect(hers.message('Jamais ouvert ici')).toBeVisible();
  await hers.goTo('Ben Martin');
  await expect.poll(async () => (await rows(ann.page, 'messages')).length).toBe(63);
});

test('the cache never shows what is over: after a backup, a damage, a sign-out, a session that was ended', async ({
  ann,
  bensAccount: ben,
  admin,
  direct,
}) => {
  await ben.api.send(direct.id, 'Sauvegardé');
  const hers = await new Messaging(ann.page).open(direct.id);
  await expect.poll(async () => (await rows(ann.page, 'messages')).length).toBe(1);

  await test.step('nothing stays of a past that a restored backup has ended', async () => {
    await ann.page.goto('/favicon.svg');
    const [held] = await rows<{ summary: object }>(ann.page, 'conversations');
    const id = crypto.randomUUID();
    const summary = { ...held?.summary, id, kind: 'group', title: 'Groupe perdu' };
    await rows(ann.page, 'messages', { body: 'Perdu' });
    await rows(ann.page, 'conversations', { id, summary });
    // Each is put under this one key: the others stay.
    await rows(ann.page, 'facts', { key: 'generation', value: crypto.randomUUID() });
    const mend = await cut(ann.context);
    await ann.page.goto(`/c/${direct.id}`);
    await expect(hers.message('Perdu')).toBeVisible();
    await expect(hers.row('Groupe perdu')).toBeVisible();
    await mend();
    await expect(hers.message('Sauvegardé')).toBeVisible();
    await expect(hers.message('Perdu')).toHaveCount(0);
    await expect(hers.row('Groupe perdu')).toHaveCount(0);
    await expect
      .poll(async () => (await rows<{ body: string }>(ann.page, 'messages')).map(({ body }) => body))
      .toEqual(['Sauvegardé']);
    await expect
      .poll(async () => (await rows<{ id: string }>(ann.page, 'conversations')).map((row) => row.id))
      .toEqual([direct.id]);
  });

  await test.step('what is damaged or full is filled anew, with one quiet line', async () => {
    await ann.page.goto('/favicon.svg');
    await rows(ann.page, 'messages', { body: 7 });
    await ann.page.goto(`/c/${direct.id}`);
    const line = ann.page.getByText(/inutilisables.*rechargées/);
    await expect(line).toBeVisible();
    await expect(hers.message('Sauvegardé')).toBeVisible();
    await expect
      .poll(async () => (await rows<{ body: string }>(ann.page, 'messages'))[0]?.body)
      .toBe('Sauvegardé');

    const tools = await ann.context.newCDPSession(ann.page);
    const origin = new URL(ann.page.url()).origin;
    await tools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await ben.api.send(direct.id, 'Le disque est plein');
    await expect(hers.message('Le disque est plein')).toBeVisible();
    await hers.send('On continue');
    await expect(hers.message('On continue').getByText(/Envoyé|Distribué|Lu/)).toBeAttached();
    await tools.send('Storage.overrideQuotaForOrigin', { origin });
    await ann.page.reload();
    await expect(hers.message('On continue')).toBeVisible();
    await expect.poll(async () => (await rows(ann.page, 'messages')).length).toBe(3);
  });

  const other = await ann.context.newPage();
  await test.step('a sign-out leaves nothing in the browser, in whichever tab it happened', async () => {
    const there = await new Messaging(other).open(direct.id);
    await expect.poll(() => caches(other)).toHaveLength(1);
    await there.openSettings();
    await other.getByRole('button', { name: 'Se déconnecter' }).click();
    for (const page of [ann.page, other]) {
      await expect(page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
      await expect.poll(() => caches(page)).toEqual([]);
    }
  });

  await test.step('a session that the server ended leaves nothing of what was seen', async () => {
    await ann.page.getByLabel('Adresse e-mail').fill(ann.email);
    await ann.page.getByLabel('Mot de passe', { exact: true }).fill(ann.password);
    await ann.page.getByRole('button', { name: 'Se connecter' }).click();
    await expect(hers.row('Ben Martin')).toBeVisible();
    await expect.poll(() => caches(ann.page)).toHaveLength(1);
    await admin.disable(ann.user.id);
    await expect(ann.page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
    await expect.poll(() => caches(ann.page)).toEqual([]);
  });
});
