import { expect, test, type Person } from './support/people';
import { Messaging } from './support/messaging';

const said = (count: number) => `Message numéro ${count}.`;

async function fill(person: Person, conversationId: string, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) await person.api.send(conversationId, said(number));
}

test('older messages come as one scrolls up, and nothing jumps', async ({ ann, ben, direct }) => {
  await fill(ann, direct.id, 130);
  await ben.api.markAsRead(direct.id, 130);
  const his = await new Messaging(ben.page).open(direct.id);
  await expect(his.message(said(130))).toBeInViewport();
  const held = 90;
  const anchor = his.timeline.locator(`[data-seq="${held}"]`);
  await his.timeline.hover();
  while (!(await anchor.isVisible())) await ben.page.mouse.wheel(0, -250);
  await anchor.scrollIntoViewIfNeeded();

  // Scrolls on until the page before has come, comparing where the row is with how far it was scrolled.
  const drift = await his.timeline.evaluate(async (scroller, seq) => {
    const row = () => scroller.querySelector<HTMLElement>(`[data-seq="${seq}"]`);
    const heightAtFirst = scroller.scrollHeight;
    const top = () => row()?.getBoundingClientRect().top ?? Number.NaN;
    const before = { top: top(), height: heightAtFirst };
    await new Promise<void>((resolve) => {
      const check = () =>
        scroller.scrollHeight > heightAtFirst * 1.2 ? resolve() : requestAnimationFrame(check);
      check();
    });
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return Math.abs(top() - before.top);
  }, held);
  expect(drift).toBeLessThan(2);

  for (let seq = held; seq > 1; seq -= 10) {
    await his.timeline.hover();
    await ben.page.mouse.wheel(0, -600);
  }
  await expect(async () => {
    await ben.page.mouse.wheel(0, -2_000);
    await expect(his.message(said(1))).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(his.page.getByText('Ici commence la conversation.')).toBeVisible();
});

test('unread messages begin at a divider, and one click leads to the newest', async ({
  ann,
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

test('what comes while one reads further up waits below, counted', async ({ ann, ben, direct }) => {
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
