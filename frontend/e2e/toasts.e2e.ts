import { expect, test, type Person } from './support/people';
import { Messaging } from './support/messaging';

/** Ben has the group open, with a clock that tests move, and Ann writes to him elsewhere. */
async function readingElsewhere(ben: Person, groupId: string): Promise<Messaging> {
  await ben.page.clock.install();
  return new Messaging(ben.page).open(groupId);
}

test('a message for another conversation shows a toast, which closes by itself after five seconds', async ({
  ann,
  ben,
  direct,
  group,
}) => {
  const his = await readingElsewhere(ben, group.id);
  await ann.api.send(direct.id, 'Tu as une **minute** ?');
  await expect(his.toasts).toContainText('Ann Martin');
  await expect(his.toasts).toContainText('Tu as une minute ?');
  await ben.page.clock.fastForward(6_000);
  await expect(his.toasts).toHaveCount(0);
  await ben.page.getByRole('button', { name: '1 notification manquée' }).click();
  const missed = ben.page.getByRole('dialog', { name: 'Notifications manquées' });
  await missed.getByRole('button', { name: /Tu as une minute/ }).click();
  await expect(ben.page).toHaveURL(new RegExp(`/c/${direct.id}`));
});

test('a toast is held while the pointer or the focus is on it', async ({ ann, ben, direct, group }) => {
  const his = await readingElsewhere(ben, group.id);
  await ann.api.send(direct.id, 'Attends-moi');
  await his.toasts.hover();
  await ben.page.clock.fastForward(20_000);
  await expect(his.toasts).toBeVisible();
  await his.toasts.getByRole('button', { name: 'Fermer la notification' }).focus();
  await ben.page.mouse.move(5, 5);
  await ben.page.clock.fastForward(20_000);
  await expect(his.toasts).toBeVisible();
  await his.composer.focus();
  await ben.page.clock.fastForward(6_000);
  await expect(his.toasts).toHaveCount(0);
});

test('a click on a toast opens the conversation, its cross only closes it', async ({
  ann,
  ben,
  direct,
  group,
}) => {
  const his = await readingElsewhere(ben, group.id);
  await ann.api.send(direct.id, 'Premier');
  await his.toasts.getByRole('button', { name: 'Fermer la notification' }).click();
  await expect(his.toasts).toHaveCount(0);
  await expect(ben.page).toHaveURL(new RegExp(`/c/${group.id}`));
  await ann.api.send(direct.id, 'Second');
  await his.toasts.getByText('Second').click();
  await expect(ben.page).toHaveURL(new RegExp(`/c/${direct.id}`));
  await expect(his.message('Second')).toBeVisible();
  await expect(his.toasts).toHaveCount(0);
});

test('the open conversation never shows a toast, and one conversation shows one at a time', async ({
  ann,
  ben,
  direct,
  group,
}) => {
  const his = await readingElsewhere(ben, group.id);
  await ann.api.send(group.id, 'Ici même');
  await expect(his.message('Ici même')).toBeVisible();
  await ann.api.send(direct.id, 'Un');
  await expect(his.toasts).toContainText('Un');
  await ann.api.send(direct.id, 'Deux');
  await expect(his.toasts).toContainText('Deux');
  await expect(his.toasts).toHaveCount(1);
});

test('what was read on another device takes its toast along', async ({ ann, ben, direct, group }) => {
  const his = await readingElsewhere(ben, group.id);
  await ann.api.send(direct.id, 'Lu ailleurs');
  await expect(his.toasts).toHaveCount(1);
  await his.toasts.hover();
  await ben.api.markAsRead(direct.id, 1);
  await expect(his.toasts).toHaveCount(0);
});
