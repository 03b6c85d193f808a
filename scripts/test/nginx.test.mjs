// What the proxy of several nodes promises, by running nginx on the shipped configuration.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ask, upgrade } from './proxy/ask.mjs';
import { prepareNginx } from './proxy/nginx.mjs';
import { startNode } from './proxy/nodes.mjs';

const names = ['node-1', 'node-2', 'node-3'];
const polling = '/socket.io/?EIO=4&transport=polling';
const webSocket = '/socket.io/?EIO=4&transport=websocket';

let nodes;
let nginx;
const at = (path) => `http://127.0.0.1:${nginx.plain}${path}`;

/** The names of the nodes that answered, each once. */
async function answeredBy(times, path, how) {
  const all = [];
  for (let n = 0; n < times; n += 1) all.push((await ask(at(path), how)).body.name);
  return [...new Set(all)].toSorted();
}

async function startAll(options) {
  nodes = await Promise.all(names.map((name) => startNode(name)));
  nginx = await prepareNginx(
    nodes.map(({ port }) => port),
    options,
  );
  await nginx.start();
}

async function stopAll() {
  await nginx.stop();
  await Promise.all(nodes.map((node) => node.stop()));
}

describe('nginx in front of three nodes', () => {
  before(() => startAll());
  after(stopAll);

  it('takes the configuration without a warning', () => nginx.check());

  it('lets every node answer', async () => {
    assert.deepEqual(await answeredBy(9, '/api/me'), names);
  });

  it('tells nodes who asks, and nothing that the client says of it', async () => {
    const lies = {
      'X-Forwarded-For': '1.2.3.4',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Host': 'evil',
      Forwarded: 'for=1.2.3.4',
    };
    const { body } = await ask(at('/api/me'), { headers: { ...lies, Host: 'chat.example.org:3000' } });
    assert.equal(body.headers['x-forwarded-for'], '127.0.0.1');
    assert.equal(body.headers['x-forwarded-proto'], 'http');
    assert.equal(body.headers['x-forwarded-host'], undefined);
    assert.equal(body.headers.forwarded, undefined);
    assert.equal(body.headers.host, 'chat.example.org:3000');
  });

  it('shows nobody the figures', async () => {
    for (const path of [
      '/metrics',
      '/metrics/',
      '/METRICS',
      '//metrics',
      '/%6Detrics',
      '/x/../metrics',
      '/metrics?a=b',
    ]) {
      const { status, body } = await ask(at(path));
      assert.deepEqual([path, status, typeof body], [path, 404, 'string']);
    }
    assert.equal((await ask(at('/metrics-of-sales'))).status, 200);
  });

  it('passes on what the contract allows, and refuses more', async () => {
    const size = 256 * 1024;
    const { body } = await ask(at('/api/any'), { method: 'POST', body: Buffer.alloc(size) });
    assert.equal(body.bytes, size);
    assert.equal((await ask(at('/api/any'), { method: 'POST', body: Buffer.alloc(2 * size) })).status, 413);
  });

  it('keeps a session of long-polling on one node by a cookie', async () => {
    const first = await ask(at(polling));
    const [cookie] = first.headers['set-cookie'];
    assert.match(cookie, /^messagerie_node=[0-9a-f]{32}; Path=\/socket\.io; HttpOnly; SameSite=Strict$/);
    const headers = { Cookie: cookie.split(';')[0] };
    assert.deepEqual(await answeredBy(9, `${polling}&sid=a`, { headers }), [first.body.name]);
    assert.equal((await ask(at(polling), { headers })).headers['set-cookie'], undefined);
    assert.equal(await upgrade(at(`${webSocket}&sid=a`), headers), first.body.name);
  });

  it('divides sessions of long-polling, and makes a cookie anew that is none of its own', async () => {
    assert.deepEqual(await answeredBy(40, polling), names);
    const { headers } = await ask(at(polling), { headers: { Cookie: 'messagerie_node=node-1' } });
    assert.equal(headers['set-cookie'].length, 1);
  });

  it('binds a WebSocket that begins to no node', async () => {
    const headers = { Cookie: `messagerie_node=${'a'.repeat(32)}` };
    const taken = [];
    for (let n = 0; n < 9; n += 1) taken.push(await upgrade(at(webSocket), headers));
    assert.deepEqual([...new Set(taken)].toSorted(), names);
  });

  it('begins sessions elsewhere than on a node that stops, and tells callers what it answers', async () => {
    const [stopping, ...others] = nodes;
    stopping.isStopping = true;
    assert.deepEqual(
      await answeredBy(20, polling),
      others.map(({ name }) => name),
    );
    const statuses = new Set();
    for (let n = 0; n < 6; n += 1) statuses.add((await ask(at('/api/any'))).status);
    assert.deepEqual([...statuses].toSorted(), [200, 503]);
    stopping.isStopping = false;
    // Until it is asked again for sessions.
    while (!(await answeredBy(9, polling)).includes(stopping.name));
  });

  it('leaves a node that is gone, without a request that fails, and comes back to it', async () => {
    const { body } = await ask(at(polling), { headers: { Cookie: `messagerie_node=${'b'.repeat(32)}` } });
    const gone = nodes.findIndex(({ name }) => name === body.name);
    const { name, port } = nodes[gone];
    const how = { headers: { Cookie: `messagerie_node=${'b'.repeat(32)}` } };
    const others = names.filter((one) => one !== name);
    await nodes[gone].stop();
    assert.deepEqual(await answeredBy(12, '/api/any', { method: 'POST', body: 'x' }), others);
    const [next, ...more] = await answeredBy(6, polling, how);
    assert.ok(others.includes(next));
    assert.deepEqual(more, []);
    nodes[gone] = await startNode(name, port);
    while (!(await answeredBy(1, polling, how)).includes(name));
    assert.deepEqual(await answeredBy(9, polling, how), [name]);
  });
});

describe('nginx with a certificate', () => {
  before(() => startAll({ tls: true }));
  after(stopAll);

  it('takes the example without a warning', () => nginx.check());

  it('sends everybody to HTTPS, but its own health check', async () => {
    const { status, headers } = await ask(at('/a?b=c'), { headers: { Host: 'chat.example.org' } });
    assert.deepEqual([status, headers.location], [308, 'https://chat.example.org/a?b=c']);
    assert.equal((await ask(at('/health/ready'))).status, 200);
  });

  it('says to nodes that the connection is encrypted, and gives a cookie for such alone', async () => {
    const { body, headers } = await ask(`https://127.0.0.1:${nginx.encrypted}${polling}`);
    assert.equal(body.headers['x-forwarded-proto'], 'https');
    assert.match(headers['set-cookie'][0], /; Secure$/);
  });
});
