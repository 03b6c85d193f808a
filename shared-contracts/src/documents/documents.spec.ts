import { describe, expect, it } from '@jest/globals';
import SwaggerParser from '@apidevtools/swagger-parser';
import { Parser } from '@asyncapi/parser';
import {
  asyncApiDocument,
  clientEvents,
  openApiDocument,
  refreshCookieName,
  routes,
  serverEvents,
} from '../index.js';

type Operations = Record<string, Record<string, { operationId: string; security: object[] }>>;

describe('the OpenAPI document', () => {
  it('is valid', async () => {
    const document = openApiDocument('1.2.3');
    await expect(SwaggerParser.validate(structuredClone(document) as never)).resolves.toBeDefined();
  });

  it('shows every call once, by the name of its use case', () => {
    const paths = openApiDocument('1')['paths'] as Operations;
    const shown = Object.values(paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(shown.sort()).toEqual(Object.keys(routes).sort());
  });

  it('asks for no token where a call is public, and for one elsewhere', () => {
    const paths = openApiDocument('1')['paths'] as Operations;
    expect(paths['/api/auth/login']?.['post']?.security).toEqual([]);
    expect(paths['/api/conversations/{id}/messages']?.['get']?.security).toEqual([{ accessToken: [] }]);
  });
});

it('names the cookie that carries the refresh token as it is called', () => {
  expect(openApiDocument('1')).toMatchObject({
    components: { securitySchemes: { refreshCookie: { in: 'cookie', name: refreshCookieName } } },
  });
});

describe('the AsyncAPI document', () => {
  it('is valid', async () => {
    const diagnostics = await new Parser().validate(JSON.stringify(asyncApiDocument('1.2.3')));
    expect(diagnostics.filter(({ severity }) => (severity as number) === 0)).toEqual([]);
  });

  it('shows every event of both directions', () => {
    const operations = Object.keys(asyncApiDocument('1')['operations'] as object);
    expect(operations).toEqual([
      ...Object.keys(clientEvents).map((name) => `receive_${name}`),
      ...Object.keys(serverEvents).map((name) => `send_${name}`),
    ]);
  });
});
