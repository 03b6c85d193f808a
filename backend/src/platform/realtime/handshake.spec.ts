import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { closeTestClients, connectTestClient } from '../../../test/connect-test-client.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { recordQueriesOfAll } from '../../../test/record-queries.js';
import { until } from '../../../test/until.js';
import { SessionsService } from '../../features/auth/sessions.service.js';
import { UnavailableError } from '../errors/domain-error.js';
import { SessionVerifier } from '../security/session-verifier.js';
import { ConnectedSockets } from './connected-sockets.js';

const refused = (code: string) => expect.objectContaining({ data: expect.objectContaining({ code }) });

describe('the handshake of sockets', () => {
  let app: TestApp;
  let ann: TestUser;

  beforeAll(async () => {
    app = await createTestApp();
    ann = await createUser(app);
  });
  afterEach(closeTestClients);
  afterAll(() => app.close());

  it.each(['websocket', 'polling'])('lets a signed-in user in over %s', async (transport) => {
    const client = await connectTestClient(app, ann, { transports: [transport] });
    await expect(client.done('sync', { conversations: [] })).resolves.toMatchObject({ changed: [] });
    expect(client.socket.io.engine.transport.name).toBe(transport);
  });

  it('goes from polling to WebSocket where it can', async () => {
    const client = await connectTestClient(app, ann, { transports: ['polling', 'websocket'] });
    if (client.socket.io.engine.transport.name !== 'websocket') {
      await new Promise((resolve) => client.socket.io.engine.once('upgrade', resolve));
    }
    await expect(client.done('sync', { conversations: [] })).resolves.toBeDefined();
  });

  it.each([
    ['no token', undefined],
    ['an empty token', ''],
    ['a token that is no text', { token: 1 }],
    ['a forged token', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.'],
    ['an endless token', 'x'.repeat(100_000)],
  ])('refuses %s as UNAUTHENTICATED', async (_name, token) => {
    const attempt = connectTestClient(app, ann, { auth: { token } });
    await expect(attempt).rejects.toEqual(refused('UNAUTHENTICATED'));
  });

  it('refuses the token of a session that has ended', async () => {
    const ben = await createUser(app);
    await app.get(SessionsService).endOne(ben.actor.sessionId, ben.id);
    await expect(connectTestClient(app, ben)).rejects.toEqual(refused('UNAUTHENTICATED'));
  });

  it('refuses a session that ends while its socket connects', async () => {
    const ben = await createUser(app);
    const verifier = app.get(SessionVerifier);
    const verify = verifier.verifySession.bind(verifier);
    let asked = 0;
    verifier.verifySession = async (claims) => {
      const verified = await verify(claims);
      asked += 1;
      if (asked === 1) await app.get(SessionsService).endOne(ben.actor.sessionId, ben.id);
      return verified;
    };
    try {
      await expect(connectTestClient(app, ben)).rejects.toEqual(refused('UNAUTHENTICATED'));
    } finally {
      verifier.verifySession = verify;
    }
    expect(app.get(ConnectedSockets).has(ben.id)).toBe(false);
  });

  it('costs two looks into the database: whether the session lives, and which rooms are its user’s', async () => {
    const statements = await recordQueriesOfAll(app, () => connectTestClient(app, ann));
    const looks = /FROM sessions JOIN users|FROM participants WHERE user_id = given/;
    expect(statements.filter((sql) => looks.test(sql))).toHaveLength(2);
  });

  it('says UNAVAILABLE, not UNAUTHENTICATED, when the database is away', async () => {
    const verifier = app.get(SessionVerifier);
    const verify = verifier.verifySession.bind(verifier);
    verifier.verifySession = () => Promise.reject(new UnavailableError('away'));
    try {
      await expect(connectTestClient(app, ann)).rejects.toEqual(refused('UNAVAILABLE'));
    } finally {
      verifier.verifySession = verify;
    }
  });

  it('limits how many sockets one user has', async () => {
    const ben = await createUser(app);
    const clients = await Promise.all(Array.from({ length: 50 }, () => connectTestClient(app, ben)));
    await expect(connectTestClient(app, ben)).rejects.toEqual(refused('RATE_LIMITED'));
    await expect(connectTestClient(app, ann)).resolves.toBeDefined();
    clients[0]?.close();
    await until(() => app.get(ConnectedSockets).of(ben.id).size === 49);
    await expect(connectTestClient(app, ben)).resolves.toBeDefined();
  });

  it('limits how often one user connects, over all their sessions, and says when to come back', async () => {
    const limited = await createTestApp({ rateLimitWork: { points: 1_200, durationMs: 60_000 } });
    const [ben, other] = [await createUser(limited), await createUser(limited)];
    const comeAndGo = async () => (await connectTestClient(limited, ben)).close();
    for (let count = 0; count < 120; count += 1) await comeAndGo();
    await expect(comeAndGo()).rejects.toEqual(refused('RATE_LIMITED'));
    await expect(comeAndGo()).rejects.toMatchObject({ data: { retryAfterMs: expect.any(Number) } });
    await expect(connectTestClient(limited, other)).resolves.toBeDefined();
    await limited.close();
  });

  describe('of a browser', () => {
    const as = (origin: string, transport: string) =>
      connectTestClient(app, ann, { transports: [transport], extraHeaders: { origin } });

    it.each(['websocket', 'polling'])('lets pages of allowed origins in over %s', async (transport) => {
      await expect(as('http://allowed.example', transport)).resolves.toBeDefined();
      await expect(as(app.url, transport)).resolves.toBeDefined();
    });

    it.each(['websocket', 'polling'])('refuses pages from elsewhere over %s', async (transport) => {
      for (const origin of ['http://evil.example', 'null', 'http://allowed.example.evil.example']) {
        await expect(as(origin, transport)).rejects.toThrow(/error/);
      }
    });

    it('tells browsers which pages may read the answers', async () => {
      const polling = new URL('/socket.io/?EIO=4&transport=polling', app.url);
      const allowed = await fetch(polling, { headers: { origin: 'http://allowed.example' } });
      expect(allowed.headers.get('access-control-allow-origin')).toBe('http://allowed.example');
      expect(allowed.headers.get('access-control-allow-credentials')).toBe('true');
      const foreign = await fetch(polling, { headers: { origin: 'http://evil.example' } });
      expect(foreign.status).toBe(403);
      expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    });
  });
});
