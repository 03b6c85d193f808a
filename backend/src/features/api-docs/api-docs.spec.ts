import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routes } from '@litspark/shared-contracts';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { request } from '../../../test/request.js';

describe('the API’s own page', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  it('brings everything it runs from this server, none of it inline', async () => {
    const { status, text, headers } = await request(app, 'GET', '/api/docs');
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    // Swagger UI writes its HTML as strings.
    expect(headers.get('content-security-policy')).not.toContain('trusted-types');
    expect(text).not.toMatch(/<script>|<script[^>]*>[^<]/);
    const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source = '']) => source);
    expect(sources.length).toBeGreaterThan(2);
    for (const source of sources) {
      expect(source).toMatch(/^\/api\/docs\//);
      expect(await request(app, 'GET', source)).toMatchObject({ status: 200 });
    }
  });

  it('shows the documents that programs get, to several who ask at once', async () => {
    const get = () => request<{ openapi: string; paths: object }>(app, 'GET', '/api/docs.json');
    const [{ body }, second] = await Promise.all([get(), get()]);
    expect(second.body).toEqual(body);
    expect(body.openapi).toMatch(/^3\./);
    const paths = new Set(Object.values(routes).map(({ path }) => path.replace(/:(\w+)/g, '{$1}')));
    expect(new Set(Object.keys(body.paths))).toEqual(paths);
    const events = await request<{ asyncapi: string }>(app, 'GET', '/api/events.json');
    expect(events).toMatchObject({ status: 200, body: { asyncapi: expect.stringMatching(/^3\./) } });
  });
});
