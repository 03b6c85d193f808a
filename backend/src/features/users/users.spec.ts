import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CreatedUser, Me, Problem, User, UserPage } from '@litspark/shared-contracts';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request, type RequestOptions } from '../../../test/request.js';

const password = 'a passphrase of some length';

describe('users', () => {
  let app: TestApp;
  let admin: TestUser;
  let ann: TestUser;
  beforeAll(async () => {
    app = await createTestApp();
    admin = await createUser(app, { role: 'admin', displayName: 'Zoé Admin', email: 'zoe@example.org' });
    ann = await createUser(app, { displayName: 'Ann Lemaître', email: 'ann@example.org' });
  });
  afterAll(() => app.close());

  const call = <T>(method: string, path: string, options: RequestOptions = {}) =>
    request<T & Problem>(app, method, path, { as: ann, ...options });
  const list = (query: string) => call<UserPage>('GET', `/api/users?${query}`);
  const names = async (query: string) => (await list(query)).body.items.map(({ displayName }) => displayName);

  describe('the directory', () => {
    beforeAll(async () => {
      for (const displayName of [
        'Élodie Noël',
        'elodie noel',
        'Percent 100%',
        'Under_score',
        'Back\\slash',
        // As long as a name may be, in a script that takes most bytes: a page that ends there must go on.
        '🕊'.repeat(100),
        '🕊'.repeat(100),
      ]) {
        await createUser(app, { displayName });
      }
      const gone = await createUser(app, { displayName: 'Gone Élodie' });
      await request(app, 'PATCH', `/api/users/${gone.id}`, { as: admin, body: { disabled: true } });
    });

    it('finds by a piece of name or e-mail, without regard to case and accents, and leaves the disabled out', async () => {
      expect((await names('q=ELODIE')).sort()).toEqual(['elodie noel', 'Élodie Noël']);
      expect(await names(`q=${encodeURIComponent('nOËL élo')}`)).toHaveLength(2);
      expect(await names('q=zoe@EX')).toEqual(['Zoé Admin']);
      expect(await names('q=nobody-at-all')).toEqual([]);
    });

    it.each([
      ['%', ['Percent 100%']],
      ['_', ['Under_score']],
      ['\\', ['Back\\slash']],
    ])('takes %p for what it is', async (q, expected) => {
      expect(await names(`q=${encodeURIComponent(q)}`)).toEqual(expected);
    });

    it('is listed page by page, by name, nobody twice and nobody left out', async () => {
      const whole = await list('limit=100');
      expect(whole.body.nextCursor).toBeNull();
      const seen: User[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page = await list(`limit=2${cursor && `&cursor=${cursor}`}`);
        expect(page.body.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.body.items);
        cursor = page.body.nextCursor;
      }
      expect(seen).toEqual(whole.body.items);
      const folded = seen.map(({ displayName }) =>
        displayName.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase(),
      );
      expect(folded).toEqual([...folded].sort());
    });

    it('finds disabled users for administrators who ask for them, and never for members', async () => {
      const found = async (as: TestUser, query: string) =>
        (await call<UserPage>('GET', `/api/users?${query}`, { as })).body.items.map(
          ({ displayName }) => displayName,
        );
      expect(await found(admin, 'q=gone')).toEqual([]);
      expect(await found(admin, 'q=gone&withDisabled=true')).toEqual(['Gone Élodie']);
      expect(await found(ann, 'q=gone')).toEqual([]);
      expect(await found(ann, 'q=gone&withDisabled=true')).toEqual([]);
      expect(await found(ann, 'withDisabled=true&limit=100')).not.toContain('Gone Élodie');
    });

    it('resolves ids, disabled ones too, all of them in one answer', async () => {
      const { body } = await call<UserPage>('GET', '/api/users?q=gone', { as: admin });
      expect(body.items).toEqual([]);
      const people = await Promise.all(
        Array.from({ length: 60 }, () => createUser(app, { displayName: 'Many' })),
      );
      const gone = people[0]!;
      await request(app, 'PATCH', `/api/users/${gone.id}`, { as: admin, body: { disabled: true } });
      const resolved = await list(`ids=${people.map(({ id }) => id.toUpperCase()).join(',')}`);
      expect(resolved.body.items).toHaveLength(60);
      expect(resolved.body.items.find(({ id }) => id === gone.id)).toMatchObject({ disabled: true });
      expect(await names('ids=00000000-0000-7000-8000-000000000000')).toEqual([]);
    });

    it.each([
      'limit=0',
      'limit=101',
      'limit=2.5',
      'limit=many',
      'ids=nonsense',
      `ids=${Array(101).fill('00000000-0000-7000-8000-000000000000').join(',')}`,
      'cursor=nonsense',
      `cursor=${Buffer.from('["a","b"]').toString('base64url')}`,
      `cursor=${Buffer.from('{"a":1}').toString('base64url')}`,
      'q=%00',
      'q=a&q=b',
    ])('refuses ?%s', async (query) => {
      expect(await list(query)).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
    });
  });

  describe('one’s own profile', () => {
    it('changes name, language and theme, and is found by the new name', async () => {
      const changes = { displayName: 'Ann Dupré', locale: 'en', theme: 'dark' } as const;
      const { status, body } = await call<Me>('PATCH', '/api/me', { body: { ...changes, role: 'admin' } });
      expect({ status, body }).toMatchObject({ status: 200, body: { ...changes, role: 'member' } });
      expect((await call<Me>('GET', '/api/me')).body).toEqual(body);
      expect(await names('q=dupre')).toEqual(['Ann Dupré']);
      expect(await names('q=lemaitre')).toEqual([]);
    });

    it.each([
      {},
      { displayName: '  ' },
      { displayName: 'a\u0000b' },
      { displayName: 'Zoé \u202eadmin' },
      { displayName: 'Zoé\nAdmin' },
      { locale: 'de' },
      { theme: 1 },
      [],
      null,
      'x',
    ])('refuses %j', async (body) => {
      const answer = await call('PATCH', '/api/me', { body });
      expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
      expect(answer.body.errors?.length).toBeGreaterThan(0);
    });
  });

  describe('administration', () => {
    it('is not for members', async () => {
      const body = { email: 'x@example.org', displayName: 'X' };
      for (const [method, path] of [
        ['POST', '/api/users'],
        ['PATCH', `/api/users/${ann.id}`],
      ] as const) {
        expect(await call(method, path, { body })).toMatchObject({
          status: 403,
          body: { code: 'FORBIDDEN' },
        });
      }
    });

    it('creates users, each e-mail once without regard to case', async () => {
      const body = { email: 'New@Example.org', displayName: 'New', role: 'admin' };
      const answers = await Promise.all(
        [body, { ...body, email: 'new@example.ORG' }].map((each) =>
          call<CreatedUser>('POST', '/api/users', { as: admin, body: each }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      const created = answers.find(({ status }) => status === 201)!.body;
      expect(created).toMatchObject({
        displayName: 'New',
        role: 'admin',
        disabled: false,
        presence: 'offline',
      });
      expect(created.setupToken).toMatch(/^[\w-]{40,}$/);
      const withPassword = await call<CreatedUser>('POST', '/api/users', {
        as: admin,
        body: { email: 'other@example.org', displayName: 'Other', password: 'twelve chars at least' },
      });
      expect(withPassword).toMatchObject({ status: 201, body: { role: 'member' } });
      expect(withPassword.body).not.toHaveProperty('setupToken');
    });

    it('answers NOT_FOUND for nobody and VALIDATION_FAILED for what is no id', async () => {
      const body = { disabled: true };
      const nobody = '00000000-0000-7000-8000-000000000000';
      expect(await call('PATCH', `/api/users/${nobody}`, { as: admin, body })).toMatchObject({ status: 404 });
      expect(await call('PATCH', `/api/users/nonsense`, { as: admin, body })).toMatchObject({
        status: 400,
        body: { code: 'VALIDATION_FAILED' },
      });
    });

    it('never leaves the house without an administrator, also when two go at once', async () => {
      const own = await createTestApp();
      const [first, second] = [
        await createUser(own, { role: 'admin', password }),
        await createUser(own, { role: 'admin', password }),
      ];
      const retire = (who: TestUser, body: object) =>
        request(own, 'PATCH', `/api/users/${who.id}`, { as: who, body });
      const answers = await Promise.all([
        retire(first, { disabled: true }),
        retire(second, { role: 'member' }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      await own.close();
    });

    it('counts only administrators who can sign in', async () => {
      const own = await createTestApp();
      const boss = await createUser(own, { role: 'admin', password });
      const invited = await createUser(own, { role: 'admin' });
      const patch = (body: object) => request(own, 'PATCH', `/api/users/${boss.id}`, { as: boss, body });
      expect(await patch({ role: 'member' })).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
      expect(await patch({ disabled: true })).toMatchObject({ status: 409 });
      const gift = await request(own, 'POST', `/api/users/${boss.id}/setup-token`, { as: boss });
      expect(gift).toMatchObject({ status: 409 });
      expect(
        await request(own, 'PATCH', `/api/users/${invited.id}`, { as: boss, body: { role: 'member' } }),
      ).toMatchObject({ status: 200 });
      await own.close();
    });

    it.each(['\u202e', '\n', '\u0007'])('refuses names that hold %j', async (character) => {
      const displayName = `Zoé${character}Admin`;
      const created = await call('POST', '/api/users', {
        as: admin,
        body: { email: 'zoe.2@example.org', displayName },
      });
      const renamed = await call('PATCH', `/api/users/${ann.id}`, { as: admin, body: { displayName } });
      for (const answer of [created, renamed]) {
        expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
        expect(answer.body.errors).toMatchObject([{ path: 'displayName' }]);
      }
    });

    it('goes on showing a name of before that would be refused now', async () => {
      const old = await createUser(app, { displayName: 'Old \u202eeman' });
      expect((await list(`ids=${old.id}`)).body.items).toMatchObject([{ displayName: 'Old \u202eeman' }]);
      const me = await request<Me>(app, 'GET', '/api/me', { as: old });
      expect(me).toMatchObject({ status: 200, body: { displayName: 'Old \u202eeman' } });
    });

    it('renames, promotes and brings back', async () => {
      const ben = await createUser(app);
      const patch = (body: object) => call<User>('PATCH', `/api/users/${ben.id}`, { as: admin, body });
      expect((await patch({ displayName: 'Benoît', role: 'admin' })).body).toMatchObject({
        displayName: 'Benoît',
        role: 'admin',
      });
      expect(await names('q=benoit')).toEqual(['Benoît']);
      expect((await patch({ disabled: true, role: 'member' })).body).toMatchObject({ disabled: true });
      expect((await patch({ disabled: false })).body).toMatchObject({ disabled: false, role: 'member' });
    });
  });
});
