import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@litspark/shared-contracts';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { rawRequest } from '../../../test/surface/raw-request.js';
import { hostRule } from './host-check.js';

describe('the HTTP server', () => {
  let app: TestApp;
  let ann: TestUser;
  const clientDir = mkdtempSync(join(tmpdir(), 'litspark-client-'));
  const script = `console.log('${'a client '.repeat(300)}');`;
  /** What tells a browser that there is a new version, and what to do with it. */
  const neverKept = ['ngsw.json', 'ngsw-worker.js', 'service-worker.js', 'manifest.webmanifest'];
  beforeAll(async () => {
    writeFileSync(join(clientDir, 'index.html'), '<!doctype html><title>the client</title>');
    writeFileSync(join(clientDir, 'main-ABCDEFGH.js'), script);
    mkdirSync(join(clientDir, 'icons'));
    writeFileSync(join(clientDir, 'icons', 'favicon.svg'), '<svg/>');
    for (const name of neverKept) writeFileSync(join(clientDir, name), '{}');
    writeFileSync(join(clientDir, '.secret'), 'hidden');
    app = await createTestApp({ clientDir });
    ann = await createUser(app);
  });
  afterAll(async () => {
    await app.close();
    rmSync(clientDir, { recursive: true });
  });

  const raw = (path: string, init: RequestInit = {}) => fetch(new URL(path, app.url), init);
  const patchMe = (body: string, headers: Record<string, string> = {}) =>
    raw('/api/me', {
      method: 'PATCH',
      body,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${ann.accessToken}`, ...headers },
    });

  it.each(['/', '/api/me', '/health/live', '/main-ABCDEFGH.js', '/nowhere.js'])(
    'sends %s with a policy that lets no foreign or inline script run, and the usual headers',
    async (path) => {
      const { headers } = await raw(path);
      const policy = Object.fromEntries(
        (headers.get('content-security-policy') ?? '').split(';').map((directive) => {
          const [name = '', ...sources] = directive.trim().split(' ');
          return [name, sources.join(' ')];
        }),
      );
      expect(policy).toMatchObject({
        'default-src': "'self'",
        'script-src': "'self'",
        'object-src': "'none'",
        'base-uri': "'self'",
        'form-action': "'self'",
        'frame-ancestors': "'none'",
        'connect-src': "'self'",
        'require-trusted-types-for': "'script'",
        'trusted-types': 'angular dompurify default',
      });
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('permissions-policy')).toMatch(/(^|, )camera=\(\), .*geolocation=\(\), .*usb=\(\)/);
      // RFC 6797: not over HTTP.
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    },
  );

  describe('errors', () => {
    it('are problem details with the id of the request, which is in the log too', async () => {
      const { status, headers, body } = await request<Problem>(app, 'GET', '/api/nowhere', {
        headers: { 'x-request-id': 'from-the-proxy-1' },
      });
      expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(body).toEqual({
        type: 'about:blank',
        title: 'Not found',
        status: 404,
        code: 'NOT_FOUND',
        detail: expect.any(String),
        requestId: 'from-the-proxy-1',
      });
      expect(status).toBe(404);
      expect(headers.get('x-request-id')).toBe('from-the-proxy-1');
      expect(app.log.some((line) => line['requestId'] === 'from-the-proxy-1')).toBe(true);
    });

    it.each([
      ['broken JSON', '{"a":', {}],
      ['nothing', '', {}],
      ['a wrong type', '{"displayName":1}', {}],
      ['a form', 'displayName=x', { 'content-type': 'application/x-www-form-urlencoded' }],
      ['an unknown charset', '{}', { 'content-type': 'application/json; charset=klingon' }],
      ['a compressed body', '{}', { 'content-encoding': 'gzip' }],
      ['a body a hundred thousand levels deep', '['.repeat(100_000) + ']'.repeat(100_000), {}],
      ['keys that are not data', '{"__proto__":{"displayName":"x"},"constructor":{}}', {}],
    ])('are VALIDATION_FAILED for %s', async (_what, body, headers) => {
      const answer = await patchMe(body, headers);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'VALIDATION_FAILED' });
    });

    it('are VALIDATION_FAILED for a path that cannot be decoded', async () => {
      const { status, body } = await request<Problem>(app, 'GET', '/api/conversations/%E0%A4%A/messages', {
        as: ann,
      });
      expect({ status, code: body.code }).toEqual({ status: 400, code: 'VALIDATION_FAILED' });
    });

    it('are PAYLOAD_TOO_LARGE for a body above 256 KiB, and up to that a body is read', async () => {
      const body = (bytes: number) =>
        JSON.stringify({ theme: 'dark', filler: '' }).replace('""', `"${'x'.repeat(bytes)}"`);
      const envelope = body(0).length;
      const fits = await patchMe(body(256 * 1024 - envelope));
      expect(fits.status).toBe(200);
      const tooLarge = await patchMe(body(256 * 1024 - envelope + 1));
      expect(tooLarge.status).toBe(413);
      expect(await tooLarge.json()).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    });
  });

  it.each([
    [false, 'max-age=31536000'],
    [true, 'max-age=31536000; includeSubDomains'],
  ])(
    'says for a year that it speaks HTTPS where it does, subdomains: %s',
    async (hstsSubdomains, expected) => {
      const behindProxy = await createTestApp({ hstsSubdomains, trustProxy: ['loopback'] });
      const headers = { 'x-forwarded-proto': 'https' };
      const answer = await fetch(new URL('/api/docs.json', behindProxy.url), { headers });
      expect(answer.headers.get('strict-transport-security')).toBe(expected);
      await behindProxy.close();
    },
  );

  describe('hosts', () => {
    const ask = (path: string, host: string) => rawRequest(app, 'GET', path, { host });

    it.each([
      'allowed.example',
      'ALLOWED.example:8443',
      'allowed.example.',
      'localhost:4200',
      'a.localhost',
      '127.0.0.1:1',
      '[::1]:3000',
      '10.1.2.3',
    ])('are ours: %s', async (host) => {
      expect((await ask('/api/docs.json', host)).status).toBe(200);
    });

    it.each([
      'evil.example',
      'allowed.example.evil.example',
      '127.0.0.1.evil.example',
      'evil.example:3000',
      'allowed.example@evil.example',
      'user@allowed.example',
      'allowed.example/evil',
      'local_host',
      '[::1',
    ])('are not ours: «%s»', async (host) => {
      for (const path of ['/', '/api/docs.json', '/api/me', '/metrics', '/main-ABCDEFGH.js']) {
        const answer = await ask(path, host);
        expect({ status: answer.status, path }).toEqual({ status: 400, path });
        expect(answer.contentType).toMatch(/^application\/problem\+json/);
        expect(JSON.parse(answer.text)).toMatchObject({ code: 'VALIDATION_FAILED' });
      }
    });

    it('are those of HOST and of ALLOWED_ORIGINS, however they are written', () => {
      const isOurs = hostRule({ host: 'Chat.Intra.', allowedOrigins: ['https://Chat.example.'] });
      const ours = ['chat.intra', 'CHAT.intra.:3000', 'Chat.Intra', 'chat.example', 'chat.example.'];
      expect(ours.filter((host) => !isOurs(host))).toEqual([]);
      expect(isOurs('intra')).toBe(false);
    });

    it('don’t matter to who bears the token of metrics', async () => {
      const guarded = await createTestApp({ metricsToken: 'the token' });
      const scrape = (headers: Record<string, string>) =>
        rawRequest(guarded, 'GET', '/metrics', { host: 'messagerie:3000', ...headers });
      expect((await scrape({ authorization: 'Bearer the token' })).status).toBe(200);
      expect((await scrape({})).status).toBe(401);
      await guarded.close();
    });

    it('don’t matter to probes', async () => {
      expect((await ask('/health/live', 'messagerie.svc.cluster')).status).toBe(200);
    });
  });

  describe('origins', () => {
    const change = (origin: string) => patchMe('{"theme":"dark"}', { origin });

    it.each([
      'https://evil.example',
      'null',
      'http://localhost:1',
      'file://',
      'http://allowed.example.evil.example',
    ])('a page of %s can change nothing and gets no permission to read', async (origin) => {
      const answer = await change(origin);
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ code: 'FORBIDDEN' });
      const read = await raw('/api/me', { headers: { origin, authorization: `Bearer ${ann.accessToken}` } });
      expect(read.headers.get('access-control-allow-origin')).toBeNull();
    });

    it('a page of the server itself and of an allowed origin can', async () => {
      for (const origin of [app.url, 'http://allowed.example']) {
        const answer = await change(origin);
        expect(answer.status).toBe(200);
        expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
        expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
        expect(answer.headers.get('vary')).toMatch(/Origin/);
      }
    });

    it('learn before the call what is allowed', async () => {
      const ask = (origin: string) =>
        raw('/api/me', { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'PATCH' } });
      const allowed = await ask('http://allowed.example');
      expect(allowed.headers.get('access-control-allow-methods')).toMatch(/PATCH/);
      expect(allowed.headers.get('access-control-allow-headers')).toMatch(/Authorization/);
      const refused = await ask('https://evil.example');
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
      expect(refused.headers.get('access-control-allow-methods')).toBeNull();
    });
  });

  describe('the web client', () => {
    it.each(['/', '/conversations/0190', '/index.html'])(
      'is the page for %s, asked for anew each time',
      async (path) => {
        const answer = await raw(path);
        expect(answer.headers.get('content-type')).toMatch(/text\/html/);
        expect(answer.headers.get('cache-control')).toBe('no-cache');
        expect(await answer.text()).toContain('the client');
      },
    );

    it('has files that are kept for ever where their name holds a hash', async () => {
      const hashed = await raw('/main-ABCDEFGH.js');
      expect(hashed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(await hashed.text()).toBe(script);
      const plain = await raw('/icons/favicon.svg');
      expect(plain.headers.get('cache-control')).toBe('no-cache');
    });

    it.each(neverKept)('has %s, asked for anew each time, so that a new version is found', async (name) => {
      const answer = await raw(`/${name}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(answer.headers.get('etag')).toMatch(/"/);
      expect(answer.headers.get('content-type')).not.toMatch(/text\/html/);
    });

    it.each(['/missing-ABCDEFGH.js', '/api/nowhere', '/health/nowhere', '/.secret'])(
      'is not served for %s',
      async (path) => {
        const answer = await raw(path);
        expect(answer.status).toBe(404);
        expect(await answer.json()).toMatchObject({ code: 'NOT_FOUND' });
      },
    );

    it('does not hide answers of the API in compression, nor let them be kept', async () => {
      const answer = await raw('/api/docs.json', { headers: { 'accept-encoding': 'gzip, br' } });
      expect(answer.headers.get('content-encoding')).toBeNull();
      expect(answer.headers.get('cache-control')).toBe('no-store');
    });
  });
});
