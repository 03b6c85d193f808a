import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accessTokenOf } from '../../../test/access-token.js';
import { connectTestClient, closeTestClients } from '../../../test/connect-test-client.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';

const oldSecret = 'the secret of last year, long enough to be one';
const newSecret = 'the secret of this year, long enough to be one';

describe('an access token', () => {
  let app: TestApp;
  let ann: TestUser;
  beforeAll(async () => {
    app = await createTestApp({ jwtSecret: newSecret, jwtSecretsPrevious: [oldSecret] });
    ann = await createUser(app);
  });
  afterAll(async () => {
    closeTestClients();
    await app.close();
  });

  const me = (accessToken: string) => request(app, 'GET', '/api/me', { as: { accessToken } });

  it('says who issued it and for whom', () => {
    const [, payload = ''] = ann.accessToken.split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      iss: 'litspark-messagerie',
      aud: 'litspark-messagerie/api',
      sub: ann.id,
    });
  });

  it.each([
    ['of another issuer', { iss: 'somebody else' }],
    ['for somebody else', { aud: 'litspark-messagerie/other' }],
    ['of no issuer', { iss: undefined }],
    ['for nobody', { aud: undefined }],
  ])('%s opens neither REST nor sockets, though it is signed with our secret', async (_what, claims) => {
    const accessToken = accessTokenOf(ann.actor, 900, newSecret, claims);
    expect(await me(accessToken)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    await expect(connectTestClient(app, { accessToken })).rejects.toMatchObject({
      data: { code: 'UNAUTHENTICATED' },
    });
  });

  it('is signed with the present secret and taken with a previous one, so that one can be rotated', async () => {
    expect(await me(accessTokenOf(ann.actor, 900, newSecret))).toMatchObject({ status: 200 });
    expect(await me(accessTokenOf(ann.actor, 900, oldSecret))).toMatchObject({ status: 200 });
    expect(await me(accessTokenOf(ann.actor, -1, oldSecret))).toMatchObject({ status: 401 });
    expect(await me(accessTokenOf(ann.actor, 900, `${oldSecret}?`))).toMatchObject({ status: 401 });
    const before = await createTestApp({ databaseUrl: app.configuration.databaseUrl, jwtSecret: oldSecret });
    expect(await request(before, 'GET', '/api/me', { as: ann })).toMatchObject({ status: 401 });
    await before.close();
  });
});
