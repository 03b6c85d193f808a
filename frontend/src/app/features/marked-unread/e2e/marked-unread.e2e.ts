import { expect, test } from '../../../../../e2e/support/people';
import { Messaging } from '../../../../../e2e/support/messaging';

test('a conversation is marked as unread and as read on all devices of a person', async ({
  annsAccount: ann,
  bensAccount,
  newBrowser,
  direct,
  group,
}) => {
  for (const body of ['Un', 'Deux', 'Trois', 'Quatre']) await ann.api.send(direct.id, body);
  const browser = await newBrowser(bensAccount);
  const desk = await new Messaging(browser.page).open(direct.id);
  const away = await new Messaging((await newBrowser(bensAccount)).page).open(group.id);
  const both = [desk, away];
  await expect(desk.message('Quatre')).toBeVisible();
  for (const his of both) await expect(his.row('Ann Martin')).not.toContainText('non lu');

  await test.step('from a message on, by a key', async () => {
    await desk.timeline.locator('[data-seq="3"]').focus();
    await desk.page.keyboard.press('u');
    for (const his of both) {
      await expect(his.row('Ann Martin')).toContainText('2 messages non lus');
      await expect(his.page).toHaveTitle(/^\(2\)/);
    }
    // Who wrote them sees no difference: it is a note of one's own.
    const { participants } = await ann.api.conversation(direct.id);
    expect(participants.map(({ lastReadSeq }) => lastReadSeq)).toEqual(expect.arrayContaining([4]));
  });

  await test.step('until it is opened again', async () => {
    await away.goTo('Ann Martin');
    await expect(away.timeline.getByText('Nouveaux messages')).toBeVisible();
    const below = away.timeline.locator('.row', { hasText: 'Nouveaux messages' }).locator('+ .row');
    await expect(below).toContainText('Trois');
    for (const his of both) {
      await expect(his.row('Ann Martin')).not.toContainText('non lu');
      await expect(his.page).not.toHaveTitle(/^\(/);
    }
  });

  await test.step('by the menu of its row, without a network too', async () => {
    await away.goTo('Équipe');
    await expect(away.composer).toBeVisible();
    const mark = desk.page.getByRole('menuitem', { name: 'Marquer comme non lu' });
    await desk.row('Ann Martin').click({ button: 'right' });
    await expect(mark).toBeFocused();
    await desk.page.keyboard.press('Escape');
    await browser.context.setOffline(true);
    await expect(desk.status).toContainText('Hors ligne');
    await desk.row('Ann Martin').click({ button: 'right' });
    await mark.click();
    await expect(desk.row('Ann Martin')).toContainText('1 message non lu');
    await expect(away.row('Ann Martin')).not.toContainText('non lu');
    await browser.context.setOffline(false);
    await expect(away.row('Ann Martin')).toContainText('1 message non lu');
  });

  await test.step('and as read there, with what came meanwhile', async () => {
    await ann.api.send(direct.id, 'Encore');
    await expect(away.row('Ann Martin')).toContainText('2 messages non lus');
    await away.row('Ann Martin').click({ button: 'right' });
    await away.page.getByRole('menuitem', { name: 'Marquer comme lu' }).click();
    for (const his of both) await expect(his.row('Ann Martin')).not.toContainText('non lu');
  });
});
