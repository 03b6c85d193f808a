import { expect, test, type Account } from './support/people';
import { Messaging } from './support/messaging';

const said = (count: number) => `Message numéro ${count}.`;

async function fill(person: Account, conversationId: string, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) await person.api.send(conversationId, said(number));
}

test('older messages come as one scrolls up, and nothing jumps', async ({
  annsAccount: ann,
  ben,
  direct,
}) => {
  await fill(ann, direct.id, 160);
  await ben.api.markAsRead(direct.id, 160);
  const his = new Messaging(ben.page);
  let held = Promise.resolve();
  let asked = 0;
  await ben.page.route(/messages\?.*beforeSeq/, async (route) => {
    asked += 1;
    await held;
    await route.continue();
  });
  await his.open(direct.id);
  await expect(his.message(said(160))).toBeInViewport();

  // The page that comes next is held back until the reader has stopped scrolling.
  let release = () => {};
  held = new Promise<void>((resolve) => (release = resolve));
  const askedBefore = asked;
  await his.timeline.hover();
  await expect(async () => {
    await ben.page.mouse.wheel(0, -300);
    expect(asked).toBeGreaterThan(askedBefore);
  }).toPass();
  const anchored = await his.timeline.evaluate((scroller) => {
    const { top, bottom } = scroller.getBoundingClientRect();
    const rows = [...scroller.querySelectorAll<HTMLElement>('[data-seq]')];
    const row = rows.find((each) => each.getBoundingClientRect().top > (top + bottom) / 2);
    return { seq: row?.dataset['seq'] ?? '', height: scroller.scrollHeight };
  });
  const anchor = his.timeline.locator(`[data-seq="${anchored.seq}"]`);
  const before = await anchor.boundingBox();
  release();
  await expect
    .poll(() => his.timeline.evaluate((scroller) => scroller.scrollHeight))
    .toBeGreaterThan(anchored.height + 500);
  const moved = async () => Math.abs(((await anchor.boundingBox())?.y ?? 0) - (before?.y ?? 0));
  await expect.poll(moved).toBeLessThan(2);

  await expect(async () => {
    await ben.page.mouse.wheel(0, -2_000);
    await expect(his.page.getByText('Début de la conversation')).toBeInViewport({ timeout: 500 });
  }).toPass();
  await expect(his.message(said(1))).toBeVisible();
});

test('unread messages begin at a divider, and one click leads to the newest', async ({
  annsAccount: ann,
  ben,
  direct,
}) => {
  await fill(ann, direct.id, 90);
  await ben.api.markAsRead(direct.id, 40);
  const his = await new Messaging(ben.page).open(direct.id);
  const divider = his.timeline.getByText('Nouveaux messages');
  await expect(divider).toBeVisible();
  await expect(his.message(said(41))).toBeInViewport();
  await his.page.getByRole('button', { name: /nouveaux messages|Messages récents/ }).click();
  await expect(his.message(said(90))).toBeInViewport();
  await expect.poll(async () => (await ben.api.conversation(direct.id)).unreadCount).toBe(0);
});

test('what comes while one reads further up waits below, counted', async ({
  annsAccount: ann,
  ben,
  direct,
}) => {
  await fill(ann, direct.id, 60);
  await ben.api.markAsRead(direct.id, 60);
  const his = await new Messaging(ben.page).open(direct.id);
  await expect(his.message(said(60))).toBeInViewport();
  await his.timeline.hover();
  await ben.page.mouse.wheel(0, -1_500);
  await expect(his.message(said(60))).not.toBeInViewport();
  await ann.api.send(direct.id, 'Tout en bas');
  const jump = his.page.getByRole('button', { name: '1 nouveau message' });
  await expect(jump).toBeVisible();
  expect((await ben.api.conversation(direct.id)).unreadCount).toBe(1);
  await jump.click();
  await expect(his.message('Tout en bas')).toBeInViewport();
  await expect.poll(async () => (await ben.api.conversation(direct.id)).unreadCount).toBe(0);
});

test('a draft stays with its conversation, also across a reload', async ({ ben, direct, group }) => {
  const his = await new Messaging(ben.page).open(direct.id);
  await his.composer.fill('À finir');
  await his.row('Équipe').click();
  await expect(his.composer).toHaveValue('');
  await expect(his.row('Ann Martin')).toContainText('Brouillon : À finir');
  await ben.page.reload();
  await his.row('Ann Martin').click();
  await expect(his.composer).toHaveValue('À finir');
  expect(group.kind).toBe('group');
});

test('the limit of a message is shown before it is hit, and a longer one is not sent', async ({
  ben,
  direct,
}) => {
  const his = await new Messaging(ben.page).open(direct.id);
  await his.composer.fill('é'.repeat(7_990));
  await expect(his.page.locator('#composer-count')).toContainText('10');
  await his.composer.fill('é'.repeat(8_002));
  await expect(his.page.locator('ls-composer')).toContainText('2 caractères de trop');
  await his.composer.press('Enter');
  expect((await ben.api.conversation(direct.id)).lastSeq).toBe(0);
});
