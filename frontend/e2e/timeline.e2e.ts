import type { ConversationSummary } from '@litspark/shared-contracts';
import { expect, test, type Account } from './support/people';
import { Messaging } from './support/messaging';

const said = (count: number) => `Message numéro ${count}.`;

async function fill(person: Account, conversationId: string, count: number, from = 1): Promise<void> {
  for (let number = from; number < from + count; number += 1)
    await person.api.send(conversationId, said(number));
}

test('a timeline begins where somebody left off, and nothing jumps while they read', async ({
  annsAccount: ann,
  ben,
  direct,
  group,
}) => {
  await fill(ann, direct.id, 160);
  await ben.api.markAsRead(direct.id, 160);
  await fill(ann, group.id, 120);
  const his = new Messaging(ben.page);
  const unread = async ({ id }: ConversationSummary) => (await ben.api.conversation(id)).unreadCount;

  await test.step('older messages come as one scrolls up, and nothing jumps', async () => {
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

  await test.step('more unread messages than a page holds begin at the first, and the rest stays unread', async () => {
    await his.goTo('Équipe');
    await expect(his.message(said(1))).toBeInViewport();
    await expect(his.timeline.getByText('Nouveaux messages')).toBeInViewport();
    await expect.poll(() => unread(group)).toBeLessThan(120);
    expect(await unread(group)).toBeGreaterThan(40);
    await his.page.getByRole('button', { name: /nouveaux messages/ }).click();
    await expect(his.message(said(120))).toBeInViewport();
    await expect.poll(() => unread(group)).toBe(0);
  });

  await test.step('unread messages begin at a divider, and one click leads to the newest', async () => {
    await fill(ann, direct.id, 50, 161);
    await expect(his.row('Ann Martin')).toContainText('50 messages non lus');
    await his.goTo('Ann Martin');
    await expect(his.timeline.getByText('Nouveaux messages')).toBeVisible();
    await expect(his.message(said(161))).toBeInViewport();
    await his.page.getByRole('button', { name: /nouveaux messages|Messages récents/ }).click();
    await expect(his.message(said(210))).toBeInViewport();
    await expect.poll(() => unread(direct)).toBe(0);
  });

  await test.step('what comes while one reads further up waits below, counted', async () => {
    await his.timeline.hover();
    await ben.page.mouse.wheel(0, -1_500);
    await expect(his.message(said(210))).not.toBeInViewport();
    await ann.api.send(direct.id, 'Tout en bas');
    const jump = his.page.getByRole('button', { name: '1 nouveau message' });
    await expect(jump).toBeVisible();
    expect(await unread(direct)).toBe(1);
    await jump.click();
    await expect(his.message('Tout en bas')).toBeInViewport();
    await expect.poll(() => unread(direct)).toBe(0);
  });
});
