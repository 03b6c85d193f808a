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

test('without a network the client says so, keeps what is written, and is right again afterwards', async ({
  ann,
  bensAccount: ben,
  direct,
}) => {
  const hers = await new Messaging(ann.page).open(direct.id);
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

test('a connection that breaks is mended by itself, and what came meanwhile is pulled', async ({
  ann,
  bensAccount: ben,
  direct,
}) => {
  const open: WebSocketRoute[] = [];
  let blocked = false;
  await ann.page.routeWebSocket(sockets, (socket) => {
    if (blocked) return void socket.close();
    open.push(socket);
    socket.connectToServer();
  });
  await ann.page.route(sockets, (route) => (blocked ? route.abort() : route.continue()));
  const hers = await new Messaging(ann.page).open(direct.id);
  blocked = true;
  for (const socket of open) await socket.close();
  await expect(hers.status).toHaveText(/^(Reconnexion…|Déconnecté · à jour à .*)$/);
  await ben.api.send(direct.id, 'Pendant la coupure');
  blocked = false;
  await expect(hers.status).toHaveText('Connecté en temps réel');
  await expect(hers.message('Pendant la coupure')).toBeVisible();
});

test('where WebSocket is blocked everything works over long-polling, and the client says so', async ({
  ann,
  ben,
  direct,
}) => {
  await ann.page.routeWebSocket(sockets, (socket) => void socket.close());
  const hers = new Messaging(ann.page);
  await ann.page.goto(`/c/${direct.id}`);
  await expect(hers.status).toHaveText('Connecté (mode compatible)');
  const his = await new Messaging(ben.page).open(direct.id);
  await hers.send('Par le chemin long');
  await expect(his.message('Par le chemin long')).toBeVisible();
  await his.send('Bien reçu');
  await expect(hers.message('Bien reçu')).toBeVisible();
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

test('a message that is refused stays, says so, and goes out when it is retried', async ({
  ann,
  bensAccount: ben,
  direct,
}) => {
  const hers = await new Messaging(ann.page).open(direct.id);
  await ann.context.setOffline(true);
  await expect(hers.status).toContainText('Hors ligne');
  await hers.send('Trop tard ?');
  await ben.api.archive(direct.id, true);
  await ann.context.setOffline(false);
  const failed = hers.message('Trop tard ?');
  await expect(failed.getByRole('group', { name: 'Non envoyé' })).toBeVisible();
  await ben.api.archive(direct.id, false);
  await expect(hers.composer).toBeVisible();
  await failed.getByRole('button', { name: 'Réessayer' }).click();
  await expect(hers.message('Trop tard ?').getByText('Envoyé')).toBeAttached();
  expect((await ben.api.messages(direct.id)).items).toHaveLength(1);
});
