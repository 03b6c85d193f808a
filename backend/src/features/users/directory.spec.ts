import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personRank, type Problem, type UserPage } from '@litspark/shared-contracts';
import { createConversation } from '../../../test/create-conversation.js';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser, type TestUser } from '../../../test/create-user.js';
import { request } from '../../../test/request.js';
import { sendMessage } from '../../../test/send-message.js';

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

const search = (as: TestUser, q: string, more = '') =>
  request<UserPage & Problem>(app, 'GET', `/api/users?q=${encodeURIComponent(q)}${more}`, { as });
const namesFor = async (as: TestUser, q: string, more = '') =>
  (await search(as, q, more)).body.items.map(({ displayName }) => displayName);

/** Goes through all pages; `between` runs after each. */
async function allPages(as: TestUser, q: string, limit: number, between = () => Promise.resolve()) {
  const found: string[] = [];
  for (let more: string | null = ''; more !== null;) {
    const { body }: { body: UserPage } = await search(as, q, `&limit=${limit}${more}`);
    found.push(...body.items.map(({ id }) => id));
    more = body.nextCursor && `&cursor=${encodeURIComponent(body.nextCursor)}`;
    await between();
  }
  return found;
}

describe('a search of the directory', () => {
  let me: TestUser;
  beforeAll(async () => (me = await createUser(app, { displayName: 'Searcher' })));

  it('finds beginnings of words of the name first, then of the e-mail, then the rest', async () => {
    for (const [displayName, email] of [
      ['Anaïs Bordin', 'a.bordin@rank.example'],
      ['Chloé Ordonez', 'c.ord@rank.example'],
      ['Marc Petit', 'ordonnance@rank.example'],
      ['Zoé Anne-Ordre', 'zoe@rank.example'],
      ['Yves Blanc', 'y-ordinaire@rank.example'],
    ] as const)
      await createUser(app, { displayName, email });
    expect(await namesFor(me, 'ÔRD')).toEqual([
      'Chloé Ordonez',
      'Zoé Anne-Ordre',
      'Marc Petit',
      'Yves Blanc',
      'Anaïs Bordin',
    ]);
  });

  it('takes the words of a query in any order, and of name and e-mail together', async () => {
    await createUser(app, { displayName: 'Jean-François L’Écuyer', email: 'jf.lecuyer@order.example' });
    await createUser(app, { displayName: 'Ecuyer Jeanne', email: 'other@order.example' });
    for (const q of ['jean ecuyer', 'ecuyer JEAN', 'ecuyer  jean'])
      expect(await namesFor(me, q)).toEqual(['Ecuyer Jeanne', 'Jean-François L’Écuyer']);
    expect(await namesFor(me, "l'ecuyer")).toEqual(['Jean-François L’Écuyer']);
    expect(await namesFor(me, 'jf.lec')).toEqual(['Jean-François L’Écuyer']);
    expect(await namesFor(me, 'francois jf')).toEqual(['Jean-François L’Écuyer']);
  });

  it('puts whom the caller writes with first, last active first, among equals only', async () => {
    const [stranger, group, direct, begun] = await Promise.all(
      ['Kim Aaa', 'Kim Bbb', 'Kim Ccc', 'Akim Ddd'].map((displayName) => createUser(app, { displayName })),
    );
    const first = await createConversation(app, me, [group!]);
    const second = await createConversation(app, me, [direct!], { kind: 'direct' });
    await createConversation(app, me, [begun!], { kind: 'direct' });
    await sendMessage(app, me, second.id);
    expect(await namesFor(me, 'kim')).toEqual(['Kim Ccc', 'Kim Bbb', 'Kim Aaa', 'Akim Ddd']);
    await sendMessage(app, group!, first.id);
    expect(await namesFor(me, 'kim')).toEqual(['Kim Bbb', 'Kim Ccc', 'Kim Aaa', 'Akim Ddd']);
    expect(await namesFor(stranger!, 'kim')).toEqual(['Kim Aaa', 'Kim Bbb', 'Kim Ccc', 'Akim Ddd']);
  });

  it('ranks as lists at hand do', async () => {
    const q = 'mar du';
    for (const [displayName, email] of [
      ['Marie Dupont', 'x@same.example'],
      ['Dupont Marie', 'y@same.example'],
      ['Omar Dubois', 'z@same.example'],
      ['Marc Petit', 'petit.dumas@same.example'],
      ['Sumar (Dudu)', 'w@same.example'],
    ] as const)
      await createUser(app, { displayName, email });
    const { body } = await search(me, q);
    const ranks = body.items.map((user) => personRank(user, q));
    expect(ranks).toEqual([0, 0, 1, 2, 2]);
  });

  it('gives each match once over all pages, also while people write', async () => {
    const people: TestUser[] = [];
    for (let n = 0; n < 25; n += 1)
      people.push(
        await createUser(app, {
          // Equal but for the id.
          displayName: n < 20 ? 'Twin Pageturner' : 'Retwin',
          email: `twin-${n}@pages.example`,
        }),
      );
    const conversations: { id: string }[] = [];
    for (const one of people.slice(3, 9))
      conversations.push(await createConversation(app, me, [one], { kind: 'direct' }));
    const whole = await allPages(me, 'twin', 100);
    expect(new Set(whole)).toEqual(new Set(people.map(({ id }) => id)));
    expect(await allPages(me, 'twin', 1)).toEqual(whole);
    let turn = 0;
    const seen = await allPages(me, 'twin', 2, async () => {
      const conversation = conversations[turn++ % conversations.length]!;
      await sendMessage(app, me, conversation.id);
      await createConversation(app, me, [people[10 + (turn % 10)]!], { kind: 'direct' });
    });
    expect(seen).toEqual(whole);
  });

  it('goes on after a page that ends with the longest cursor', async () => {
    const people: TestUser[] = [];
    for (let n = 0; n < 60; n += 1)
      people.push(
        await createUser(app, { displayName: '🕊'.repeat(100), email: `${n}${'x'.repeat(50)}@long.example` }),
      );
    for (let from = 0; from < 60; from += 30)
      await createConversation(app, me, people.slice(from, from + 30));
    const ids = await allPages(me, '🕊', 50);
    expect(ids).toHaveLength(60);
    expect(new Set(ids).size).toBe(60);
  });

  it.each([
    '%',
    '_',
    '\\',
    '%%',
    'a%',
    '\\%',
    "'",
    '"',
    '-',
    '@',
    '$1',
    '(',
    'x'.repeat(200),
    '🕊'.repeat(200),
  ])('takes %j for what it is', async (q) => {
    const { status, body } = await search(me, q, '&limit=100');
    expect(status).toBe(200);
    for (const { displayName, email } of body.items)
      expect(`${displayName} ${email}`.toLowerCase()).toContain(q.toLowerCase());
  });

  it('refuses what can be no text, is too long, or is another list’s cursor', async () => {
    const { body } = await request<UserPage>(app, 'GET', '/api/users?limit=1', { as: me });
    for (const [q, more] of [
      ['a\0b', ''],
      ['x'.repeat(201), ''],
      ['a', `&cursor=${body.nextCursor}`],
      ['a', '&cursor=x'],
    ] as const)
      expect(await search(me, q, more)).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
  });
});

describe('the participants of a conversation', () => {
  it('are found by name by who participates, and are nobody’s to others', async () => {
    const ann = await createUser(app, { displayName: 'Ann' });
    const inside = await createUser(app, { displayName: 'Paula Inside' });
    const outside = await createUser(app, { displayName: 'Paula Outside' });
    const { id } = await createConversation(app, ann, [inside]);
    const within = (as: TestUser, q: string) => search(as, q, `&conversationId=${id.toUpperCase()}`);
    expect((await within(ann, 'paula')).body.items).toMatchObject([{ id: inside.id }]);
    const everybody = (await within(ann, '')).body.items.map((user) => user.id);
    expect(new Set(everybody)).toEqual(new Set([ann.id, inside.id]));
    expect(await within(outside, 'paula')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect(await search(ann, 'paula', '&conversationId=nonsense')).toMatchObject({ status: 400 });
  });
});
