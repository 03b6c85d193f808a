import type { Page } from '@playwright/test';
import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

test('two tabs of one person show the same, and follow each other', async ({
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
  const first = await new Messaging(ben.page).open(group.id);
  const second = await new Messaging(await ben.context.newPage()).open();
  const tabs = [first, second];

  await test.step('one notifies of a message, and none where it is being read', async () => {
    await ann.api.send(group.id, 'Sous ses yeux');
    await expect(first.message('Sous ses yeux')).toBeVisible();
    await ann.api.send(direct.id, 'Ailleurs');
    await expect.poll(() => told.length).toBeGreaterThan(0);
    for (const tab of tabs) await expect(tab.row('Ann Martin')).toContainText('non lu');
    expect(told).toEqual([expect.stringContaining('Ailleurs')]);
  });

  await test.step('what one sent or read is sent and read in both', async () => {
    await second.goTo('Équipe');
    await first.send('De mon premier onglet');
    await expect(second.message('De mon premier onglet')).toBeVisible();
    await ann.api.send(direct.id, 'Pour Ben');
    for (const tab of tabs) await expect(tab.row('Ann Martin')).toContainText('2 messages non lus');
    await first.goTo('Ann Martin');
    await expect(first.message('Pour Ben')).toBeVisible();
    for (const tab of tabs) await expect(tab.row('Ann Martin')).not.toContainText('non lu');
  });

  await test.step('what both wrote without a network goes out once, in the order of writing', async () => {
    await ben.context.setOffline(true);
    for (const tab of tabs) await expect(tab.status).toContainText('Hors ligne');
    await second.goTo('Ann Martin');
    await expect(second.message('Pour Ben')).toBeVisible();
    const bodies: string[] = [];
    for (const tab of [first, second, first, second, second, first]) {
      const body = `Mot ${bodies.length + 1}.`;
      bodies.push(body);
      await tab.send(body);
      for (const other of tabs) await expect(other.message(body)).toBeVisible();
    }
    for (const tab of tabs) await expect(tab.status).toContainText('6 messages en attente');
    await ben.context.setOffline(false);
    for (const tab of tabs) {
      await expect(tab.message('Mot 6.').getByText('Envoyé')).toBeAttached();
      await expect(tab.timeline.getByText(/^Mot/)).toHaveText(bodies);
    }
    expect((await ann.api.messages(direct.id)).items.map(({ body }) => body).slice(-6)).toEqual(bodies);
  });

  await test.step('a draft, the theme and who is signed in follow', async () => {
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
    await first.page.getByLabel('Adresse e-mail').fill(ben.email);
    await first.page.getByLabel('Mot de passe', { exact: true }).fill(ben.password);
    await first.page.getByRole('button', { name: 'Se connecter' }).click();
    await expect(second.status).toHaveText('Connecté en temps réel');
  });
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

test('of three tabs one sends for all, and when it is gone another goes on', async ({
  ann,
  bensAccount: ben,
  direct,
}) => {
  const senders: number[] = [];
  const dead = new Set<number>();
  const tabs: Messaging[] = [];
  for (const page of [ann.page, await ann.context.newPage(), await ann.context.newPage()]) {
    const at = tabs.length;
    let lost = false;
    await page.routeWebSocket(/socket\.io/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        const isSend = String(message).includes('"send_message"');
        if (isSend) senders.push(at);
        // The first message of a dead one still arrives; of what became of it, it hears nothing.
        if (!dead.has(at) || (isSend && !lost)) server.send(message);
        lost ||= dead.has(at) && isSend;
      });
      server.onMessage((message) => {
        if (!dead.has(at)) socket.send(message);
      });
    });
    tabs.push(await new Messaging(page).open(direct.id));
  }
  const [first, second, third] = tabs as [Messaging, Messaging, Messaging];
  const leading = (...some: Messaging[]) =>
    expect.poll(() => Promise.all(some.map(({ page }) => leads(page))));
  const stored = async () => (await ben.api.messages(direct.id)).items.map(({ body }) => body);

  await test.step('the visible one sends', async () => {
    await leading(first, second, third).toEqual([true, false, false]);
    for (const { page } of [first, third]) await turn(page, 'hidden');
    await leading(first, second, third).toEqual([false, true, false]);
    await third.send('Un.');
    await first.send('Deux.');
    for (const tab of tabs) await expect(tab.message('Deux.').getByText('Envoyé')).toBeAttached();
    expect(senders).toEqual([1, 1]);
  });

  await test.step('when it is closed another goes on', async () => {
    await second.page.close();
    await leading(first, third).toContain(true);
    await third.send('Trois.');
    await expect(third.message('Trois.').getByText('Envoyé')).toBeAttached();
  });

  await test.step('until another is visible', async () => {
    await turn(third.page, 'visible');
    await leading(first, third).toEqual([false, true]);
    await first.send('Quatre.');
    await expect(first.message('Quatre.').getByText('Envoyé')).toBeAttached();
    expect(senders.at(-1)).toBe(2);
    expect(await stored()).toEqual(['Un.', 'Deux.', 'Trois.', 'Quatre.']);
  });

  await test.step('when it dies with a message on its way another goes on', async () => {
    dead.add(2);
    const before = senders.length;
    for (const body of ['Cinq.', 'Six.', 'Sept.']) await first.send(body);
    await expect.poll(() => senders.length).toBeGreaterThan(before + 1);
    expect((await stored()).slice(4)).toEqual(['Cinq.']);
    await expect(first.message('Six.').getByText('En attente d’envoi')).toBeAttached();
    await third.page.close();
    await expect(first.message('Sept.').getByText('Envoyé')).toBeAttached();
    expect((await stored()).slice(4)).toEqual(['Cinq.', 'Six.', 'Sept.']);
  });
});
