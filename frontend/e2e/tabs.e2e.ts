import type { Page } from '@playwright/test';
import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

test('two tabs of one person show the same, and what one read is read in both', async ({
  annsAccount: ann,
  ben,
  direct,
  group,
}) => {
  const first = await new Messaging(ben.page).open(group.id);
  const second = await new Messaging(await ben.context.newPage()).open(group.id);
  await first.send('De mon premier onglet');
  await expect(second.message('De mon premier onglet')).toBeVisible();
  await ann.api.send(direct.id, 'Pour Ben');
  for (const tab of [first, second]) await expect(tab.row('Ann Martin')).toContainText('1 message non lu');
  await first.row('Ann Martin').click();
  await expect(first.message('Pour Ben')).toBeVisible();
  for (const tab of [first, second]) await expect(tab.row('Ann Martin')).not.toContainText('non lu');
});

test('what two tabs wrote without a network goes out once, in the order of writing', async ({
  ann,
  bensAccount: ben,
  direct,
}) => {
  const first = await new Messaging(ann.page).open(direct.id);
  const second = await new Messaging(await ann.context.newPage()).open(direct.id);
  const tabs = [first, second];
  await ann.context.setOffline(true);
  for (const tab of tabs) await expect(tab.status).toContainText('Hors ligne');
  const bodies: string[] = [];
  for (const tab of [first, second, first, second, second, first]) {
    const body = `Mot ${bodies.length + 1}.`;
    bodies.push(body);
    await tab.send(body);
    for (const other of tabs) await expect(other.message(body)).toBeVisible();
  }
  for (const tab of tabs) await expect(tab.status).toContainText('6 messages en attente');
  await ann.context.setOffline(false);
  for (const tab of tabs) {
    await expect(tab.message('Mot 6.').getByText('Envoyé')).toBeAttached();
    await expect(tab.timeline.getByText(/^Mot/)).toHaveText(bodies);
  }
  expect((await ben.api.messages(direct.id)).items.map(({ body }) => body)).toEqual(bodies);
});

test('when the tab that sends dies with a message on its way, another goes on', async ({
  ann,
  bensAccount: ben,
  direct,
}) => {
  let dead = false;
  const tried: string[] = [];
  await ann.page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      if (String(message).includes('"send_message"')) tried.push(String(message));
      // Its first message still arrives; of what became of it, it hears nothing.
      if (!dead || tried.length === 1) server.send(message);
    });
    server.onMessage((message) => {
      if (!dead) socket.send(message);
    });
  });
  await new Messaging(ann.page).open(direct.id);
  const second = await new Messaging(await ann.context.newPage()).open(direct.id);
  dead = true;
  const bodies = ['Un.', 'Deux.', 'Trois.'];
  for (const body of bodies) await second.send(body);
  await expect.poll(() => tried.length).toBeGreaterThan(1);
  expect((await ben.api.messages(direct.id)).items.map(({ body }) => body)).toEqual(['Un.']);
  await expect(second.message('Deux.').getByText('En attente d’envoi')).toBeAttached();
  await ann.page.close();
  await expect(second.message('Trois.').getByText('Envoyé')).toBeAttached();
  expect((await ben.api.messages(direct.id)).items.map(({ body }) => body)).toEqual(bodies);
});

/** All pages of a headless browser are visible: this one hears what the browser would say. */
const turn = (page: Page, state: DocumentVisibilityState) =>
  page.evaluate((now) => {
    Object.defineProperty(document, 'visibilityState', { value: now, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);

const leads = (page: Page) =>
  page.evaluate(() =>
    navigator.locks.request('this tab', async () => {
      const { held = [] } = await navigator.locks.query();
      const holder = (start: string) => held.find(({ name }) => name?.startsWith(start))?.clientId;
      return holder('litspark.leader.') === holder('this tab');
    }),
  );

test('of three tabs the visible one sends for all, and when it is closed another goes on', async ({
  ann,
  bensAccount: ben,
  direct,
}) => {
  const senders: number[] = [];
  const tabs: Messaging[] = [];
  for (const page of [ann.page, await ann.context.newPage(), await ann.context.newPage()]) {
    const at = tabs.length;
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        if (String(payload).includes('"send_message"')) senders.push(at);
      }),
    );
    tabs.push(await new Messaging(page).open(direct.id));
  }
  const [first, second, third] = tabs as [Messaging, Messaging, Messaging];
  const leading = (...some: Messaging[]) =>
    expect.poll(() => Promise.all(some.map(({ page }) => leads(page))));
  await leading(first, second, third).toEqual([true, false, false]);
  for (const { page } of [first, third]) await turn(page, 'hidden');
  await leading(first, second, third).toEqual([false, true, false]);
  await third.send('Un.');
  await first.send('Deux.');
  for (const tab of tabs) await expect(tab.message('Deux.').getByText('Envoyé')).toBeAttached();
  expect(senders).toEqual([1, 1]);
  await second.page.close();
  await leading(first, third).toContain(true);
  await third.send('Trois.');
  await expect(third.message('Trois.').getByText('Envoyé')).toBeAttached();
  await turn(third.page, 'visible');
  await leading(first, third).toEqual([false, true]);
  await first.send('Quatre.');
  await expect(first.message('Quatre.').getByText('Envoyé')).toBeAttached();
  expect(senders.at(-1)).toBe(2);
  const bodies = ['Un.', 'Deux.', 'Trois.', 'Quatre.'];
  expect((await ben.api.messages(direct.id)).items.map(({ body }) => body)).toEqual(bodies);
});

test('a draft, the theme and who is signed in follow from tab to tab', async ({ ann, direct }) => {
  const first = await new Messaging(ann.page).open(direct.id);
  const second = await new Messaging(await ann.context.newPage()).open(direct.id);
  await first.composer.fill('À moitié écrit');
  await expect(second.composer).toHaveValue('À moitié écrit');
  await second.composer.pressSequentially(' puis fini');
  await expect(first.composer).toHaveValue('À moitié écrit puis fini');
  await first.composer.press('Enter');
  await expect(second.composer).toHaveValue('');
  await expect(second.message('À moitié écrit puis fini')).toBeVisible();
  await second.openSettings('Apparence');
  await second.page.getByText('Sombre', { exact: true }).click();
  await expect(first.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await second.page.getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(first.page.getByLabel('Adresse e-mail')).toBeVisible();
  await first.page.getByLabel('Adresse e-mail').fill(ann.email);
  await first.page.getByLabel('Mot de passe', { exact: true }).fill(ann.password);
  await first.page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(second.status).toHaveText('Connecté en temps réel');
});

test('one tab notifies of a message, and none where it is being read', async ({
  annsAccount: ann,
  ben,
  direct,
  group,
}) => {
  // Each toast is counted as it comes: it may be gone before anybody looks.
  const told: string[] = [];
  await ben.context.exposeFunction('reportToast', (text: string) => told.push(text));
  await ben.context.addInitScript(() => {
    const page = globalThis as unknown as { reportToast: (text: string) => void };
    const known = new WeakSet<Element>();
    new MutationObserver(() => {
      for (const toast of document.querySelectorAll<HTMLElement>('ls-toast')) {
        if (known.has(toast) || !toast.querySelector('.preview')?.textContent.trim()) continue;
        known.add(toast);
        page.reportToast(toast.innerText);
      }
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  const reading = await new Messaging(ben.page).open(group.id);
  const elsewhere = await new Messaging(await ben.context.newPage()).open();
  await ann.api.send(group.id, 'Sous ses yeux');
  await expect(reading.message('Sous ses yeux')).toBeVisible();
  await ann.api.send(direct.id, 'Ailleurs');
  await expect.poll(() => told.length).toBeGreaterThan(0);
  for (const tab of [reading, elsewhere]) await expect(tab.row('Ann Martin')).toContainText('non lu');
  expect(told).toEqual([expect.stringContaining('Ailleurs')]);
});
