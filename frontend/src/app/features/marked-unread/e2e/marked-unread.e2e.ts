import { expect, test } from '../../../../../e2e/support/people';
import { Messaging } from '../../../../../e2e/support/messaging';

test('a conversation is marked as unread from a message, on all devices, until it is opened again', async ({
  annsAccount: ann,
  bensAccount,
  newBrowser,
  direct,
  group,
}) => {
  for (const body of ['Un', 'Deux', 'Trois', 'Quatre']) await ann.api.send(direct.id, body);
  const desk = await new Messaging((await newBrowser(bensAccount)).page).open(direct.id);
  const away = await new Messaging((await newBrowser(bensAccount)).page).open(group.id);
  await expect(desk.message('Quatre')).toBeVisible();
  for (const his of [desk, away]) await expect(his.row('Ann Martin')).not.toContainText('non lu');

  await desk.timeline.locator('[data-seq="3"]').focus();
  await desk.page.keyboard.press('u');
  for (const his of [desk, away]) {
    await expect(his.row('Ann Martin')).toContainText('2 messages non lus');
    await expect(his.page).toHaveTitle(/^\(2\)/);
  }
  // Who wrote them sees no difference: it is a note of one's own.
  expect((await ann.api.conversation(direct.id)).participants.map(({ lastReadSeq }) => lastReadSeq)).toEqual(
    expect.arrayContaining([4]),
  );
  await away.row('Ann Martin').click();
  await expect(away.timeline.getByText('Nouveaux messages')).toBeVisible();
  const below = away.timeline.locator('.row', { hasText: 'Nouveaux messages' }).locator('+ .row');
  await expect(below).toContainText('Trois');
  for (const his of [desk, away]) {
    await expect(his.row('Ann Martin')).not.toContainText('non lu');
    await expect(his.page).not.toHaveTitle(/^\(/);
  }
});

test('a row is marked as unread and as read by its menu, without a network too', async ({
  annsAccount: ann,
  bensAccount,
  newBrowser,
  direct,
  group,
}) => {
  await ann.api.send(direct.id, 'Bonjour');
  const browser = await newBrowser(bensAccount);
  const desk = await new Messaging(browser.page).open(direct.id);
  await expect(desk.message('Bonjour')).toBeVisible();
  await expect(desk.row('Ann Martin')).not.toContainText('non lu');
  const away = await new Messaging((await newBrowser(bensAccount)).page).open(group.id);
  await desk.row('Ann Martin').click({ button: 'right' });
  await expect(desk.page.getByRole('menuitem', { name: 'Marquer comme non lu' })).toBeFocused();
  await desk.page.keyboard.press('Escape');
  await browser.context.setOffline(true);
  await expect(desk.status).toContainText('Hors ligne');
  await desk.row('Ann Martin').click({ button: 'right' });
  await desk.page.getByRole('menuitem', { name: 'Marquer comme non lu' }).click();
  await expect(desk.row('Ann Martin')).toContainText('1 message non lu');
  await expect(away.row('Ann Martin')).not.toContainText('non lu');
  await browser.context.setOffline(false);
  await expect(away.row('Ann Martin')).toContainText('1 message non lu');

  await ann.api.send(direct.id, 'Encore');
  await expect(away.row('Ann Martin')).toContainText('2 messages non lus');
  await away.row('Ann Martin').click({ button: 'right' });
  await away.page.getByRole('menuitem', { name: 'Marquer comme lu' }).click();
  for (const his of [desk, away]) await expect(his.row('Ann Martin')).not.toContainText('non lu');
});
