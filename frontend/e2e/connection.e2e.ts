import type { WebSocketRoute } from '@playwright/test';
import { freezableNode, type FreezableNode } from './support/freezable';
import { expect, test as base } from './support/people';
import { Messaging } from './support/messaging';

const test = base.extend<{ node: FreezableNode }>({
  node: async ({}, use) => {
    const node = await freezableNode();
    await use(node);
    node.close();
  },
});

const sockets = /\/socket\.io\//;

test('whatever becomes of the connection, the client says so, and is right again afterwards', async ({
  ann,
  bensAccount: ben,
  direct,
}) => {
  const open: WebSocketRoute[] = [];
  /** What the way to the server lets through. */
  let way: 'all' | 'polling' | 'nothing' = 'all';
  await ann.page.routeWebSocket(sockets, (socket) => {
    if (way !== 'all') return void socket.close();
    open.push(socket);
    socket.connectToServer();
  });
  await ann.page.route(sockets, (route) => (way === 'nothing' ? route.abort() : route.continue()));
  const hers = new Messaging(ann.page);

  await test.step('while nobody can say who is signed in, the page says that it waits', async () => {
    const refresh = /\/api\/auth\/refresh/;
    await ann.page.route(refresh, (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"code":"UNAVAILABLE"}' }),
    );
    await ann.page.goto(`/c/${direct.id}`);
    await expect(ann.page.getByText('Le serveur ne répond pas encore.')).toBeVisible();
    await ann.page.unroute(refresh);
    await expect(hers.composer).toBeVisible();
    await expect(hers.status).toHaveText('Connecté en temps réel');
  });

  await test.step('without a network it keeps what is written', async () => {
    await ann.context.setOffline(true);
    await expect(hers.status).toContainText('Hors ligne');
    await hers.send('Écrit dans le tunnel');
    await expect(hers.status).toHaveText(/^Hors ligne depuis \d\d:\d\d · 1 message en attente$/);
    await expect(hers.message('Écrit dans le tunnel').getByText('En attente d’envoi')).toBeAttached();
    await ben.api.send(direct.id, 'Manqué 1');
    await ben.api.send(direct.id, 'Manqué 2');
    await ann.context.setOffline(false);
    await expect(hers.status).toHaveText('Connecté en temps réel');
    await expect(hers.message('Manqué 1')).toBeVisible();
    await expect(hers.message('Manqué 2')).toBeVisible();
    await expect(hers.message('Écrit dans le tunnel').getByText('Envoyé')).toBeAttached();
    const { items } = await ben.api.messages(direct.id);
    expect(items.map(({ body }) => body)).toEqual(['Manqué 1', 'Manqué 2', 'Écrit dans le tunnel']);
  });

  await test.step('a connection that breaks is mended by itself, and what came meanwhile is pulled', async () => {
    way = 'nothing';
    for (const socket of open) await socket.close();
    await expect(hers.status).toHaveText(/^(Reconnexion…|Déconnecté · à jour à .*)$/);
    await ben.api.send(direct.id, 'Pendant la coupure');
    way = 'all';
    await expect(hers.status).toHaveText('Connecté en temps réel');
    await expect(hers.message('Pendant la coupure')).toBeVisible();
  });

  await test.step('a server that does not answer is distinguished from a network that is gone', async () => {
    way = 'nothing';
    await ann.page.reload();
    await expect(hers.status).toHaveText(/^Déconnecté/);
    await hers.status.click();
    await expect(ann.page.getByRole('dialog')).toContainText('Le serveur ne répond pas.');
  });

  await test.step('where WebSocket is blocked everything works over long-polling, and the client says so', async () => {
    way = 'polling';
    await ann.page.getByRole('button', { name: 'Se reconnecter' }).click();
    await expect(ann.page.getByRole('dialog')).toContainText('Connecté (mode compatible)');
    await ann.page.keyboard.press('Escape');
    await expect(hers.status).toHaveText('Connecté (mode compatible)');
    await hers.send('Par le chemin long');
    await expect
      .poll(async () => (await ben.api.messages(direct.id)).items.at(-1)?.body)
      .toBe('Par le chemin long');
    await ben.api.send(direct.id, 'Bien reçu');
    await expect(hers.message('Bien reçu')).toBeVisible();
  });
});

test('the indicator tells more when it is asked, and of a node that froze within five seconds', async ({
  ann,
  bensAccount: ben,
  direct,
  node,
}) => {
  const sockets: string[] = [];
  ann.page.on('websocket', (socket) => sockets.push(socket.url()));
  const hers = new Messaging(ann.page);
  await ann.page.goto(`${node.url}/c/${direct.id}`);
  await expect(hers.status).toHaveText('Connecté en temps réel');
  await hers.page.getByRole('button', { name: 'Connecté en temps réel' }).click();
  const detail = hers.page.getByRole('dialog', { name: 'Connexion au serveur' });
  await expect(detail).toContainText('WebSocket');
  await expect(detail).toContainText(/\d+ ms/);
  await hers.page.keyboard.press('Escape');
  await expect(detail).toBeHidden();

  node.freeze();
  const frozenAt = Date.now();
  await hers.send('Vous m’entendez ?');
  await expect(hers.status).toHaveText('Reconnexion… · 1 message en attente');
  node.thaw();
  // Of Socket.IO's own, most of a minute would be left.
  expect(Date.now() - frozenAt).toBeLessThan(10_000);
  await expect(hers.status).toHaveText('Connecté en temps réel');
  await expect(hers.message('Vous m’entendez ?').getByText(/Envoyé|Distribué/)).toBeAttached();
  expect(sockets).toHaveLength(1);

  // Nothing waits this time, and nobody touches the page: the server stays frozen until it is given up.
  await hers.status.click();
  await expect(detail).toContainText('Connecté en temps réel');
  node.freeze();
  // Said of a doubt only, not of a connection that Socket.IO found to be lost.
  await expect(detail).toContainText('Le serveur tarde à répondre.');
  await expect(hers.status).toHaveText('Reconnexion…');
  await expect.poll(() => sockets.length).toBeGreaterThan(1);
  await ben.api.send(direct.id, 'Pendant le gel');
  node.thaw();
  await expect(hers.status).toHaveText('Connecté en temps réel');
  await expect(hers.message('Pendant le gel')).toBeVisible();
});
