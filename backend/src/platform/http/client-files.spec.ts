import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { clientFiles } from './client-files.js';
import { originCheck } from './origin-check.js';

describe('compressed copies of the web client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'litspark-copies-'));
  const script = `console.log('${'a client '.repeat(300)}');`;
  const page = `<!doctype html><title>the client</title>`;
  let server: Server;
  beforeAll(async () => {
    for (const [name, content] of [
      ['index.html', page],
      ['main-ABCDEFGH.js', script],
      ['gone-ABCDEFGH.js', script],
    ] as const) {
      writeFileSync(join(folder, name), content);
      writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content));
      writeFileSync(join(folder, `${name}.gz`), gzipSync(content));
    }
    writeFileSync(join(folder, 'plain-ABCDEFGH.js'), script);
    const app = express()
      .use(originCheck(['http://allowed.example']))
      .use(clientFiles(folder));
    await new Promise<void>((listening) => (server = app.listen(0, '127.0.0.1', () => listening())));
  });
  afterAll(async () => {
    await new Promise((closed) => server.close(closed));
    rmSync(folder, { recursive: true });
  });

  const get = (path: string, headers: Record<string, string>) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });

  it.each([
    ['gzip, deflate', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', null],
  ])('go to who accepts «%s»: %s', async (accepted, encoding) => {
    const headers = { 'accept-encoding': accepted };
    const file = await get('/main-ABCDEFGH.js', headers);
    expect(file.headers.get('content-encoding')).toBe(encoding);
    expect(file.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(file.headers.get('vary')).toMatch(/Accept-Encoding/);
    expect(await file.text()).toBe(script);
    const route = await get('/conversations/0190', headers);
    expect(route.headers.get('content-encoding')).toBe(encoding);
    expect(route.headers.get('content-type')).toMatch(/^text\/html/);
    expect(route.headers.get('cache-control')).toBe('no-cache');
    expect(route.headers.get('vary')).toMatch(/Accept-Encoding/);
    expect(await route.text()).toBe(page);
  });

  it('are kept apart by caches from what other pages get', async () => {
    const answer = await get('/main-ABCDEFGH.js', {
      'accept-encoding': 'gzip',
      origin: 'http://allowed.example',
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://allowed.example');
    expect(answer.headers.get('vary')).toMatch(/Origin/);
    expect(answer.headers.get('vary')).toMatch(/Accept-Encoding/);
  });

  it('have a tag of their own, by which a browser learns that they did not change', async () => {
    const tagOf = async (accepted: string) =>
      (await get('/main-ABCDEFGH.js', { 'accept-encoding': accepted })).headers.get('etag')!;
    const tag = await tagOf('gzip');
    expect(tag).not.toBe(await tagOf('identity'));
    const known = { 'accept-encoding': 'gzip', 'if-none-match': tag, 'cache-control': 'max-age=0' };
    const again = await get('/main-ABCDEFGH.js', known);
    expect(again.status).toBe(304);
  });

  it('are not needed', async () => {
    const answer = await get('/plain-ABCDEFGH.js', { 'accept-encoding': 'gzip, br' });
    expect(answer.headers.get('content-encoding')).toBeNull();
    expect(await answer.text()).toBe(script);
  });

  it('leave no header on the answer that tells that one is gone', async () => {
    rmSync(join(folder, 'gone-ABCDEFGH.js.gz'));
    const answer = await get('/gone-ABCDEFGH.js', { 'accept-encoding': 'gzip' });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-encoding')).toBeNull();
  });
});
