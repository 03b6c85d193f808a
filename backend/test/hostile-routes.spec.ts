import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  errorStatus,
  limits,
  problem,
  routes,
  type ErrorCode,
  type Route,
  type RouteName,
} from '@litspark/shared-contracts';
import type * as z from 'zod';
import { UserAdministrationService } from '../src/features/users/user-administration.service.js';
import { closeTestClients, connectTestClient, type TestClient } from './connect-test-client.js';
import { createTestApp, type TestApp } from './create-test-app.js';
import { holds } from './seeds.js';
import { hostileQueries, hostileSegments, madeUpQuery } from './surface/hostile-addresses.js';
import { hostileVariants, madeUpVariant } from './surface/hostile-json.js';
import { credentials, pathOf } from './surface/perform.js';
import { rawRequest, type RawAnswer } from './surface/raw-request.js';
import type { Call } from './surface/route-use.js';
import { routeUses } from './surface/route-uses.js';
import { setStage, type Stage } from './surface/stage.js';
import { stored } from './surface/stored.js';

const names = Object.keys(routes) as RouteName[];
const routeOf = (name: RouteName): Route => routes[name];
const withBody = names.filter((name) => routeOf(name).body);
const withQuery = names.filter((name) => routeOf(name).query);
const withParams = names.filter((name) => routeOf(name).params);

const unreadableBodies: [
  what: string,
  body: string | Buffer | undefined,
  headers?: Record<string, string>,
][] = [
  ['half an object', '{"a":'],
  ['two objects', '{}{}'],
  ['something else than JSON', 'undefined'],
  ['bytes that are no text', Buffer.from([0, 255, 254, 192, 128])],
  ['nothing', ''],
  ['nothing that is called JSON', undefined],
  ['a form', 'body=x', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['plain text', '{}', { 'content-type': 'text/plain' }],
  ['a multipart form', '--x--', { 'content-type': 'multipart/form-data; boundary=x' }],
  ['a type that is none', '{}', { 'content-type': ';;;' }],
  ['an unknown charset', '{}', { 'content-type': 'application/json; charset=klingon' }],
  ['an unknown encoding', '{}', { 'content-encoding': 'zstd' }],
];

describe('hostile input over REST', () => {
  let app: TestApp;
  let stage: Stage;
  let calls: Map<RouteName, Call>;
  let witness: TestClient;
  let before: string;

  beforeAll(async () => {
    app = await createTestApp();
    // Nothing is refused for want of rights: the owner of a group who is an administrator, too.
    stage = await setStage(app, 'owner', 'group');
    await app.get(UserAdministrationService).update(stage.user.id, { role: 'admin' });
    calls = new Map();
    for (const { route, call } of routeUses) if (!calls.has(route)) calls.set(route, await call(stage));
    witness = await connectTestClient(app, stage.other);
  });
  beforeEach(async () => (before = await stored(app)));
  afterEach(async () => {
    await expect(witness.done('sync', { conversations: [] })).resolves.toMatchObject({ more: false });
    expect(app.log.splice(0).filter(({ level }) => Number(level) >= 50)).toEqual([]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
  afterAll(async () => {
    closeTestClients();
    await app.close();
  });

  describe.each(withBody)('%s', (name) => {
    it('refuses what its schema does not know, and stores nothing of it', async () => {
      const refused = hostileVariants(callOf(name).body ?? {}).filter((text) => isRefused(name, text));
      expect(refused.length).toBeGreaterThan(20);
      await eachOf(refused, async (text) => expectProblem(await send(name, text), 'VALIDATION_FAILED', text));
      expect(await stored(app)).toBe(before);
    });

    it('fails at nothing that its schema takes', async () => {
      const taken = hostileVariants(callOf(name).body ?? {}).filter((text) => !isRefused(name, text));
      await eachOf(taken, async (text) => expectContract(name, await send(name, text), text));
    });

    it('fails at nothing that can be made up', async () => {
      await holds(
        madeUpVariant(callOf(name).body ?? {}),
        async (text) => {
          const answer = await send(name, text);
          if (isRefused(name, text)) expectProblem(answer, 'VALIDATION_FAILED', text);
          else expectContract(name, answer, text);
        },
        15,
      );
    });

    it('refuses what is no JSON, or not called so', async () => {
      await eachOf(unreadableBodies, async ([what, text, headers]) =>
        expectProblem(await send(name, text, headers), 'VALIDATION_FAILED', what),
      );
      expect(await stored(app)).toBe(before);
    });

    it('refuses what is larger than a body may be', async () => {
      const filler = 'x'.repeat(limits.restBodyBytes);
      expectProblem(await send(name, JSON.stringify({ ...callOf(name).body, filler })), 'PAYLOAD_TOO_LARGE');
      expect(await stored(app)).toBe(before);
    });
  });

  it.each(withQuery)('%s takes any query for what it is', async (name) => {
    const { query } = routeOf(name);
    const known = Object.keys((query as z.ZodObject | undefined)?.shape ?? {});
    const { query: _query, ...call } = callOf(name);
    if (routeOf(name).method !== 'get') {
      // A query that the schema takes lets the call through; a repeat of it changes nothing.
      await ask(name, pathOf(name, call));
      before = await stored(app);
    }
    const fetchWith = async (text: string) =>
      expectContract(name, await ask(name, `${pathOf(name, call)}?${text}`), text);
    await eachOf(hostileQueries(known), fetchWith);
    await holds(madeUpQuery(known), fetchWith, 20);
    expect(await stored(app)).toBe(before);
  });

  it.each(withParams)('%s refuses parameters that are none', async (name) => {
    const { params = {}, body } = callOf(name);
    const text = body && JSON.stringify(body);
    for (const key of Object.keys(params)) {
      const refused = hostileSegments.filter((segment) => !isParameter(name, key, segment));
      expect(refused.length).toBeGreaterThan(20);
      await eachOf(refused, async (segment) => {
        const path = pathOf(name, { params: { ...params, [key]: segment } });
        expectProblem(await ask(name, path, text), 'VALIDATION_FAILED', path);
      });
    }
    expect(await stored(app)).toBe(before);
  });

  it.each(names)('%s is nothing to other methods', async (name) => {
    const path = pathOf(name, callOf(name));
    const known = names.filter((one) => routeOf(one).path === routeOf(name).path);
    const methods = known.map((one) => routeOf(one).method.toUpperCase());
    for (const method of ['PUT', 'TRACE', 'PROPFIND', 'QUERY'].filter((one) => !methods.includes(one))) {
      const answer = await rawRequest(app, method, path, credentials(stage));
      expectProblem(answer, 'NOT_FOUND');
    }
    expect(await stored(app)).toBe(before);
  });

  it('knows nobody by credentials that are none', async () => {
    const { accessToken } = stage;
    const [head = '', payload = '', signature = ''] = accessToken.split('.');
    const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    for (const authorization of [
      ...['Bearer', 'Bearer ', 'Bearer null', 'Bearer ..', `Bearer ${'x'.repeat(8_000)}`, accessToken],
      ...[
        `Basic ${accessToken}`,
        `Bearer ${unsigned}.${payload}.`,
        `Bearer ${unsigned}.${payload}.${signature}`,
      ],
      ...[`Bearer ${head}.${payload}.`, `Bearer ${head}.${payload}`, `Bearer ${head}.W10.${signature}`],
    ]) {
      expectProblem(await rawRequest(app, 'GET', '/api/me', { authorization }), 'UNAUTHENTICATED');
    }
    for (const cookie of [
      'litspark_refresh=',
      'litspark_refresh=%00',
      'litspark_refresh=%E0%A4%A',
      '=;=;;',
      'x',
    ]) {
      expectProblem(await rawRequest(app, 'POST', '/api/auth/refresh', { cookie }), 'UNAUTHENTICATED');
    }
    expect(await stored(app)).toBe(before);
  });

  function callOf(name: RouteName): Call {
    return calls.get(name) ?? {};
  }

  function send(
    name: RouteName,
    body: string | Buffer | undefined,
    headers: Record<string, string> = {},
  ): Promise<RawAnswer> {
    return ask(name, pathOf(name, callOf(name)), body, headers);
  }

  function ask(
    name: RouteName,
    path: string,
    body?: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<RawAnswer> {
    const { authorization = '' } = credentials(stage);
    const all = { authorization, 'content-type': 'application/json', ...headers };
    return rawRequest(app, routeOf(name).method.toUpperCase(), path, all, body);
  }
});

/** A few at a time. */
async function eachOf<T>(inputs: readonly T[], work: (input: T) => Promise<void>): Promise<void> {
  const atOnce = 10;
  for (let at = 0; at < inputs.length; at += atOnce) {
    await Promise.all(inputs.slice(at, at + atOnce).map(work));
  }
}

/** Whether this isn't JSON, or not what the route takes. */
function isRefused(name: RouteName, text: string): boolean {
  try {
    return routeOf(name).body?.safeParse(JSON.parse(text)).success !== true;
  } catch {
    return true;
  }
}

/** Whether a route takes this segment of its path for a parameter: some are emoji. */
function isParameter(name: RouteName, key: string, segment: string): boolean {
  const shape: Record<string, z.ZodType> = routeOf(name).params?.shape ?? {};
  try {
    return shape[key]?.safeParse(decodeURIComponent(segment)).success === true;
  } catch {
    return false;
  }
}

/** `input` is what was sent, for the message of a failure. */
function expectProblem({ status, contentType, text }: RawAnswer, code: ErrorCode, input = ''): void {
  const { data: body } = problem.safeParse(parsed(text));
  const shown = {
    status,
    contentType,
    code: body?.code,
    bodyStatus: body?.status,
    input: input.slice(0, 300),
  };
  expect(shown).toEqual({
    status: errorStatus[code],
    contentType: expect.stringMatching(/^application\/problem\+json/),
    code,
    bodyStatus: errorStatus[code],
    input: shown.input,
  });
}

/** An answer that the contract knows for this route, of its form, and not for a fault of ours. */
function expectContract(name: RouteName, answer: RawAnswer, input: string): void {
  const schema = routeOf(name).answers[answer.status];
  if (schema === undefined) {
    const { data: body } = problem.safeParse(parsed(answer.text));
    const isOurFault = body?.code === 'INTERNAL' || body?.code === 'UNAVAILABLE';
    expectProblem(answer, body && !isOurFault ? body.code : 'VALIDATION_FAILED', input);
  } else if (schema !== null) {
    const { error } = schema.safeParse(parsed(answer.text));
    expect({ error, input }).toEqual({ error: undefined, input });
  }
}

const parsed = (text: string): unknown => (text === '' ? undefined : JSON.parse(text));
