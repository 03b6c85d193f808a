import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Route } from '@litspark/shared-contracts';
import * as z from 'zod';
import { aSession, provideSession } from '../../testing/session';
import { ApiClient } from './api-client';
import { SessionService } from './session.service';

const before = globalThis.fetch;
afterEach(() => void (globalThis.fetch = before));

it('never does as another person what one has asked, when a tab signed in as that one meanwhile', async () => {
  const fetched = jest.fn<typeof fetch>();
  globalThis.fetch = fetched;
  const become = () => {
    own.destroy();
    return Promise.resolve('the token of another');
  };
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      { provide: SessionService, useValue: { accessToken: become, renew: become } },
    ],
  });
  const own = aSession();
  const api = own.get(ApiClient);
  const refused = { code: 'UNAUTHENTICATED' };
  await expect(api.patch('/me', { theme: 'dark' })).rejects.toMatchObject(refused);
  await expect(api.get('/me')).rejects.toMatchObject(refused);
  expect(fetched).not.toHaveBeenCalled();
});

describe('a call of the contract', () => {
  const route = {
    method: 'get',
    path: '/api/polls/:id/votes',
    tag: 'polls',
    summary: 'Votes',
    access: 'user',
    work: 'read',
    params: z.object({ id: z.string() }),
    query: z.object({ cursor: z.string().optional(), limit: z.string().optional() }),
    answers: { 200: z.object({ count: z.int() }) },
  } as const satisfies Route;
  const removal = { ...route, method: 'delete', query: undefined, answers: { 204: null } } as const;
  const answering = (body: string | null, status = 200, headers = {}) => {
    const fetched = jest.fn<typeof fetch>(() => Promise.resolve(new Response(body, { status, headers })));
    globalThis.fetch = fetched;
    return fetched;
  };
  let api: ApiClient;
  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideSession(),
        { provide: SessionService, useValue: { accessToken: () => Promise.resolve('a token') } },
      ],
    });
    api = TestBed.inject(ApiClient);
  });

  it('names what it is about in the address, and gives the answer with what a newer server adds', async () => {
    const fetched = answering('{"count":7,"new":true}');
    const given = { params: { id: 'a/b' }, query: { limit: 5, cursor: null } };
    expect(await api.call(route, given)).toEqual({ count: 7, new: true });
    expect(fetched.mock.calls[0]?.[0]).toBe('/api/polls/a%2Fb/votes?limit=5');
    answering(null, 204);
    await expect(api.call(removal, { params: { id: 'a' } })).resolves.toBeUndefined();
  });

  it('fails where the answer is not what the contract says', async () => {
    answering('{"count":"seven"}');
    const failed = { code: 'INTERNAL', offline: false };
    await expect(api.call(route, { params: { id: 'a' } })).rejects.toMatchObject(failed);
    answering('{}');
    await expect(api.call(removal, { params: { id: 'a' } })).rejects.toMatchObject(failed);
  });

  it('ends when it is told to, and after the time it is given', async () => {
    globalThis.fetch = (_address, { signal } = {}) =>
      new Promise((_resolve, reject) => {
        const end = () => reject(new DOMException('ended', 'AbortError'));
        if (signal?.aborted) end();
        signal?.addEventListener('abort', end);
      });
    const given = { params: { id: 'a' } };
    const none = { code: 'UNAVAILABLE', offline: true };
    const stop = new AbortController();
    const stopped = api.call(route, given, { signal: stop.signal });
    stop.abort();
    await expect(stopped).rejects.toMatchObject(none);
    await expect(api.call(route, given, { withinMs: 1 })).rejects.toMatchObject(none);
  });

  it('says how much of the answer has arrived', async () => {
    answering('{"count":7}', 200, { 'content-length': '11' });
    const progress: unknown[] = [];
    const onProgress = (received: number, total: number | null) => progress.push([received, total]);
    await api.call(route, { params: { id: 'a' } }, { onProgress });
    expect(progress.at(-1)).toEqual([11, 11]);
    answering('{"count":7}', 200, { 'content-length': '9', 'content-encoding': 'gzip' });
    await api.call(route, { params: { id: 'a' } }, { onProgress });
    expect(progress.at(-1)).toEqual([11, null]);
  });
});
