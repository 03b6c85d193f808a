import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  clientEvents,
  errorStatus,
  problem,
  refusals,
  routes,
  type Acknowledgement,
  type ErrorCode,
  type Route,
} from '@litspark/shared-contracts';
import { accessTokenOf } from './access-token.js';
import { closeTestClients, connectTestClient, type TestClient } from './connect-test-client.js';
import { createTestApp, type TestApp } from './create-test-app.js';
import { request, type Answer } from './request.js';
import type { EventUse } from './surface/event-use.js';
import { eventUses } from './surface/event-uses.js';
import { registeredEvents, registeredRoutes } from './surface/handlers.js';
import { credentials, perform } from './surface/perform.js';
import type { RouteUse } from './surface/route-use.js';
import { closedRoutes, plainRoutes, routeUses } from './surface/route-uses.js';
import {
  callers,
  isStranger,
  people,
  places,
  strangers,
  verdictOf,
  type Caller,
  type Place,
  type Rule,
} from './surface/rules.js';
import { setStage, type Stage } from './surface/stage.js';
import { stored } from './surface/stored.js';

/** Seconds that the tokens live which must expire on a connected socket: enough to connect on a busy machine. */
const shortLife = 5;

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(async () => {
  closeTestClients();
  await app.close();
});

/** What changes nothing that rights depend on can share a stage. */
const stages = new Map<string, Promise<Stage>>();
function stageFor(caller: Caller, place: Place, isChanging = false): Promise<Stage> {
  if (isChanging) return setStage(app, caller, place);
  const key = `${caller} ${place}`;
  const stage = stages.get(key) ?? setStage(app, caller, place);
  stages.set(key, stage);
  return stage;
}

/** A stranger is refused before any conversation is looked for: one place stands for all where their verdict is one. */
function placesToTry(isPlaced: boolean, rule: Rule, caller: Caller): readonly Place[] {
  const isRefusedUnseen = isStranger(caller) && typeof rule[caller] === 'string';
  return isPlaced && !isRefusedUnseen ? places : ['group'];
}

const isInside = (caller: Caller) => caller === 'member' || caller === 'owner';

describe('the tables of the matrix', () => {
  it('have a rule for each route that runs, and no others', () => {
    const documented = Object.values<Route>(routes).map(({ method, path }) => `${method} ${path}`);
    expect(registeredRoutes(app).sort()).toEqual([...documented, ...plainRoutes, ...closedRoutes].sort());
    expect(new Set(routeUses.map(({ route }) => route))).toEqual(new Set(Object.keys(routes)));
  });

  it('have a rule for each event that is handled, and no others', async () => {
    const { events, listeners } = await registeredEvents(app);
    expect(events.sort()).toEqual(Object.keys(clientEvents).sort());
    expect(eventUses.map(({ event }) => event).sort()).toEqual(events.sort());
    // What comes in by another way than the dispatcher would not be guarded; Socket.IO itself ignores `error`.
    expect(listeners.sort()).toEqual(['disconnect', 'error']);
  });

  it.each(routeUses)('refuse $doing only with codes that are documented', ({ route, rule }) => {
    const verdicts = callers.flatMap((caller) => places.map((place) => verdictOf(rule, caller, place)));
    const codes = verdicts.filter((verdict) => verdict !== 'done');
    expect([...refusals(routes[route] as Route)]).toEqual(expect.arrayContaining(codes));
  });
});

describe('over REST', () => {
  describe.each(routeUses)('$doing', (use) => {
    const isPlaced = routes[use.route].path.startsWith('/api/conversations/:id');
    const cells = callers.flatMap((caller) =>
      placesToTry(isPlaced, use.rule, caller).map((place) => ({
        caller,
        place,
        verdict: verdictOf(use.rule, caller, place),
      })),
    );

    it.each(cells)('by $caller ($place): $verdict', async ({ caller, place, verdict }) => {
      const isDone = verdict === 'done';
      const stage = await stageFor(caller, place, isDone && routes[use.route].method !== 'get');
      const call = await use.call(stage);
      const before = isDone ? '' : await stored(app);
      const answer = await perform(app, use.route, call, stage);
      if (isDone) {
        expectDone(use, answer);
      } else {
        expectProblem(answer, verdict);
        expect(await stored(app)).toBe(before);
      }
      const hasComeIn = use.route === 'joinChannel' && verdict === 'done';
      if (!isInside(caller) && !hasComeIn) expect(answer.text).not.toContain(stage.secret);
      if (verdict === 'NOT_FOUND') await expectAbsence(use, stage, answer);
    });
  });

  it.each(plainRoutes)('%s answers everybody', async (route) => {
    const [method = '', path = ''] = route.split(' ');
    for (const caller of callers) {
      const headers = credentials(await stageFor(caller, 'group'));
      const { status } = await request(app, method.toUpperCase(), path, { headers });
      expect({ caller, status }).toEqual({ caller, status: 200 });
    }
  });

  function expectDone({ route }: RouteUse, { status, body }: Answer<object>): void {
    const { answers } = routes[route] as Route;
    expect({ status, body, isDone: status in answers }).toMatchObject({ isDone: true });
    expect(answers[status]?.safeParse(body).error).toBeUndefined();
  }

  function expectProblem({ status, headers, body }: Answer<object>, code: ErrorCode): void {
    expect(problem.parse(body)).toMatchObject({ code, status: errorStatus[code] });
    expect(status).toBe(errorStatus[code]);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  }

  /** What the caller may not see answers the same as what is not there. */
  async function expectAbsence(use: RouteUse, stage: Stage, { status, body }: Answer<object>): Promise<void> {
    const nowhere = { ...stage, conversationId: randomUUID() };
    const answer = await perform(app, use.route, await use.call(nowhere), stage);
    expect({ ...answer.body, requestId: '' }).toEqual({ ...body, requestId: '' });
    expect(answer.status).toBe(status);
  }
});

describe('over sockets', () => {
  it.each(strangers)('%s gets no connection, in no conversation', async (caller) => {
    for (const place of places) {
      const refused = connectTestClient(app, await stageFor(caller, place));
      await expect(refused).rejects.toMatchObject({ data: { code: 'UNAUTHENTICATED' } });
    }
  });

  describe('that connected before their token expired', () => {
    const connected = new Map<string, { stage: Stage; client: TestClient }>();
    beforeAll(async () => {
      const stage = await setStage(app, 'expired', 'group');
      const own = eventUses.map(async ({ event }) => {
        const accessToken = accessTokenOf(stage.user.actor, shortLife, app.configuration.jwtSecret);
        connected.set(event, { stage, client: await connectTestClient(app, { accessToken }) });
      });
      await Promise.all(own);
      await Promise.all([...connected.values()].map(({ client }) => client.next('session_expired')));
    });
    afterAll(closeTestClients);

    it.each(eventUses)('$event', async (use) => {
      const found = connected.get(use.event);
      if (!found) throw new Error('there is no such socket');
      await expectVerdict(use, found.stage, found.client);
    });
  });

  describe.each(eventUses)('$event', (use) => {
    const isPlaced = 'conversationId' in clientEvents[use.event].payload.shape;
    const cells = people.flatMap((caller) =>
      placesToTry(isPlaced, use.rule, caller).map((place) => ({
        caller,
        place,
        verdict: verdictOf(use.rule, caller, place),
      })),
    );

    it.each(cells)('by $caller ($place): $verdict', async ({ caller, place }) => {
      const stage = await stageFor(caller, place);
      const client = await connectTestClient(app, stage);
      await expectVerdict(use, stage, client);
      client.close();
    });
  });

  async function expectVerdict(use: EventUse, stage: Stage, client: TestClient): Promise<void> {
    const verdict = verdictOf(use.rule, stage.caller, stage.place);
    const before = verdict === 'done' ? '' : await stored(app);
    const answer = await acknowledged(client, use, stage);
    if (verdict === 'done') {
      expect(answer).toMatchObject({ ok: true });
      if (answer.ok) expect(clientEvents[use.event].data.safeParse(answer.data).error).toBeUndefined();
    } else {
      expect(answer).toMatchObject({ ok: false, error: { code: verdict } });
      expect(await stored(app)).toBe(before);
    }
    if (!isInside(stage.caller)) expect(JSON.stringify(answer)).not.toContain(stage.secret);
    if (verdict === 'NOT_FOUND') {
      const nowhere = { ...stage, conversationId: randomUUID() };
      expect(await acknowledged(client, use, nowhere)).toEqual(answer);
    }
  }

  async function acknowledged(
    client: TestClient,
    { event, payload }: EventUse,
    stage: Stage,
  ): Promise<Acknowledgement<unknown>> {
    const [answer] = await client.raw(event, payload(stage));
    return answer as Acknowledgement<unknown>;
  }
});
