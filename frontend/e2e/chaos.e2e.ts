import type { Message } from '@litspark/shared-contracts';
import { Dice } from './support/chaos/dice';
import { waiting } from './support/chaos/kept';
import { expectedOf, shownOn } from './support/chaos/screen';
import { type End, type Typed, Writer } from './support/chaos/writer';
import { Messaging } from './support/messaging';
import { expect, test } from './support/people';
import { shellKept } from './support/shell';

test.use({ serviceWorkers: 'allow' });

/** Few enough to be a part of every run of the tests. */
const steps = Number(process.env['CHAOS_STEPS'] ?? 24);

const acts = {
  send: 8,
  burst: 3,
  edit: 3,
  delete: 2,
  react: 2,
  elsewhere: 1,
  'send and die': 2,
  'send and be killed': 3,
  'edit and be killed': 2,
  'delete and be killed': 1,
  'react and be killed': 2,
  'leave a draft': 1,
  'leave a draft and be killed': 1,
  'choose a theme': 1,
  'choose a theme and be killed': 1,
  'sign in again': 1,
  end: 2,
  'another tab': 2,
  unplug: 2,
  plug: 3,
  cut: 2,
  deafen: 2,
  mend: 4,
};

async function act(writer: Writer, dice: Dice): Promise<string> {
  const name = dice.weighted(acts);
  const end = dice.weighted<End>({ reload: 3, close: 2, crash: 2 });
  const { cable } = writer;
  if (name === 'another tab') return writer.tabs.length < 2 ? (await writer.anotherTab(), name) : 'nothing';
  if (name === 'unplug' || name === 'plug') return (await cable.plugged(name === 'plug'), name);
  if (name === 'cut') return (await cable.become('cut'), name);
  if (name === 'deafen') return (await cable.become('deaf'), name);
  if (name === 'mend') return (await cable.become('whole'), name);
  const page = await writer.tab();
  if (name.startsWith('send') && name !== 'send and die') await writer.send(page);
  if (name === 'burst') for (let count = 0; count < 3; count += 1) await writer.send(page);
  if (name.startsWith('edit')) await writer.edit(page);
  if (name.startsWith('delete')) await writer.delete(page);
  if (name.startsWith('react')) await writer.react(page);
  if (name.startsWith('leave a draft')) await writer.leaveDraft(page);
  if (name.startsWith('choose a theme')) await writer.chooseTheme(page);
  if (name === 'sign in again') await writer.expire(page);
  if (name === 'elsewhere') await writer.lookElsewhere(page);
  if (name === 'send and die') await writer.sendAndDie(page, end);
  if (name === 'end' || name.endsWith('and be killed')) await writer.end(page, end);
  return /^end|die|killed/.test(name) ? `${name} (${end})` : name;
}

/**
 * Each that was typed is stored once, in the order of typing, and says what it was made to say last, unless that was
 * `refused` and is kept.
 */
function expectStored(typed: readonly Typed[], stored: readonly Message[], refused: string): void {
  const of = (one: Typed) =>
    stored.filter(({ clientMessageId, body }) =>
      one.clientMessageId === null ? body === one.bodies[0] : clientMessageId === one.clientMessageId,
    );
  const found = typed.map(of);
  typed.forEach((one, index) => {
    const copies = found[index]?.length ?? 0;
    if (one.clientMessageId === null) expect(copies).toBeLessThanOrEqual(1);
    else expect(copies, `“${one.bodies[0]}” is stored`).toBe(1);
  });
  expect(found.flat()).toEqual(stored);
  typed.forEach((one, index) => {
    const [message] = found[index] ?? [];
    if (!message) return;
    expect(message.deletedAt !== null, `“${one.bodies[0]}” is deleted`).toBe(one.deleted);
    if (one.deleted) return;
    const last = one.bodies.at(-1) ?? '';
    expect(one.bodies).toContain(message.body);
    if (message.body !== last) expect(refused).toContain(last);
  });
}

test('whatever is cut, killed or reloaded, both screens end as the database says', async ({
  ann,
  ben,
  direct,
  group,
}) => {
  test.setTimeout(600_000);
  const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000);
  console.log(`To repeat it: CHAOS_SEED=${seed} npm test -- e2e chaos`);
  const dice = new Dice(seed);
  const people = [ann, ben];
  expect(group.kind).toBe('group');
  // Tall enough for all that will be said.
  for (const { page } of people) await page.setViewportSize({ width: 1440, height: 3_000 });
  const writers = [await Writer.begin(ann, direct.id, dice), await Writer.begin(ben, direct.id, dice)];
  for (const { page } of people) await shellKept(page);
  for (let step = 1; step <= steps; step += 1) {
    const writer = dice.pick(writers);
    const label = await act(writer, dice);
    const description = `${writer.person.user.displayName}: ${label}`;
    test.info().annotations.push({ type: `step ${step}`, description });
  }

  for (const writer of writers) await writer.heal();
  const all = () => writers.flatMap(({ tabs, person }) => tabs.map((page) => ({ page, person })));
  for (const { page, person } of all()) {
    await page.setViewportSize({ width: 1440, height: 6_000 });
    await expect(new Messaging(page).status).toHaveText(/^Connecté[^·]*$/, { timeout: 120_000 });
    await expect.poll(() => waiting(page, person.user.id), { timeout: 120_000 }).toBe(0);
  }
  const stored = async () => (await ann.api.messages(direct.id)).items;
  const deleted = writers.flatMap(({ typed }) => typed).filter((one) => one.deleted).length;
  // A page that died leaves a deletion that could still be undone alone for a while.
  await expect
    .poll(async () => (await stored()).filter(({ deletedAt }) => deletedAt).length, { timeout: 120_000 })
    .toBe(deleted);
  const messages = await stored();
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
  for (const { person, typed, tabs, thumbs, theme } of writers) {
    const [page] = tabs;
    const { id } = person.user;
    const refused = (await page?.locator('ls-refused-edit').allTextContents())?.join() ?? '';
    const own = messages.filter(({ senderId }) => senderId === id);
    expectStored(typed, own, refused);
    for (const { clientMessageId, deletedAt, body, reactions } of messages) {
      const wished = thumbs.get(clientMessageId);
      if (wished === undefined || deletedAt) continue;
      const there = reactions.some(({ emoji, userIds }) => emoji === '👍' && userIds.includes(id));
      expect(there, `the thumb of ${person.user.displayName} on “${body}”`).toBe(wished);
    }
    expect((await person.api.me()).theme).toBe(theme);
  }
  for (const { page, person } of all()) {
    const messaging = new Messaging(page);
    const refused = page.locator('ls-refused-edit').getByRole('button', { name: 'Abandonner' });
    while ((await refused.count()) > 0) await refused.first().click();
    await expect
      .poll(() => shownOn(page), { timeout: 120_000 })
      .toEqual(expectedOf(await stored(), person.user.id));
    await expect(messaging.list.getByText(/non lu|Non envoyé/)).toHaveCount(0);
  }
  for (const { tabs, draft } of writers) {
    for (const page of tabs) await expect(new Messaging(page).composer).toHaveValue(draft);
  }
  for (const { api } of people) {
    await expect.poll(async () => (await api.conversation(direct.id)).unreadCount).toBe(0);
  }
});
