import { productUrl } from './support/api';
import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

test('a message for a conversation that is not open shows a toast', async ({
  annsAccount: ann,
  ben,
  direct,
  group,
}) => {
  // Tests move the time on.
  await ben.page.clock.install();
  const his = await new Messaging(ben.page).open(group.id);

  await test.step('what was read on another device takes it along', async () => {
    const { seq } = await ann.api.send(direct.id, 'Lu ailleurs');
    await expect(his.toasts).toHaveCount(1);
    await his.toasts.hover();
    await ben.api.markAsRead(direct.id, seq);
    await expect(his.toasts).toHaveCount(0);
  });

  await test.step('the open conversation never shows one, and another shows one at a time', async () => {
    await ben.page.mouse.move(5, 5);
    await ann.api.send(group.id, 'Ici même');
    await expect(his.message('Ici même')).toBeVisible();
    await ann.api.send(direct.id, 'Un');
    await expect(his.toasts).toContainText('Un');
    await ann.api.send(direct.id, 'Deux');
    await expect(his.toasts).toContainText('Deux');
    await expect(his.toasts).toHaveCount(1);
  });

  await test.step('a click on it opens the conversation, its cross only closes it', async () => {
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

  await test.step('a permalink opens in the application too', async () => {
    const { seq } = await ann.api.send(group.id, 'À relire');
    for (const [name, path] of [
      ['Ici', `${group.id}?seq=${seq}`],
      ['Plus loin', `${group.id}?seq=99`],
      ['Ailleurs', `${crypto.randomUUID()}?seq=1`],
    ] as const) {
      await ann.api.send(direct.id, `[${name}](${productUrl()}/c/${path})`);
    }
    let loads = 0;
    ben.page.on('load', () => (loads += 1));
    const follow = (name: string) => his.timeline.getByRole('link', { name }).click();
    await follow('Ici');
    await expect(his.message('À relire')).toBeInViewport();
    await expect(ben.page).toHaveURL(new RegExp(`/c/${group.id}\\?seq=${seq}$`));
    await ben.page.goBack();
    await follow('Plus loin');
    await expect(ben.page.getByText('Ce message n’est plus dans la conversation.')).toBeVisible();
    await ben.page.goBack();
    await follow('Ailleurs');
    await expect(ben.page.getByText('Conversation introuvable')).toBeVisible();
    expect(loads).toBe(0);
    expect(ben.context.pages()).toHaveLength(1);
  });

  await test.step('it closes after five seconds', async () => {
    await his.goTo('Équipe');
    await expect(ben.page).toHaveURL(new RegExp(`/c/${group.id}`));
    await ann.api.send(direct.id, 'Tu as une **minute** ?');
    await expect(his.toasts).toContainText('Ann Martin');
    await expect(his.toasts).toContainText('Tu as une minute ?');
    await ben.page.clock.fastForward(6_000);
    await expect(his.toasts).toHaveCount(0);
  });

  await test.step('it is listed with the quick ones after it, which lead to their messages', async () => {
    const { lastSeq } = await ann.api.conversation(direct.id);
    for (let number = 1; number <= 6; number += 1) await ann.api.send(direct.id, `Vite ${number}.`);
    await expect(his.row('Ann Martin')).toContainText('7 messages non lus');
    await ben.page.getByRole('button', { name: /notifications? manquées?$/ }).click();
    const missed = ben.page.getByRole('dialog', { name: 'Notifications manquées' });
    await expect(missed.getByText(/^(Vite|Tu as)/)).toHaveText([
      ...[6, 5, 4, 3, 2, 1].map((number) => `Vite ${number}.`),
      'Tu as une minute ?',
    ]);
    await missed.getByRole('button', { name: /Vite 2/ }).click();
    await expect(ben.page).toHaveURL(new RegExp(`/c/${direct.id}\\?seq=${lastSeq + 2}$`));
    await expect(his.message('Vite 2.')).toBeInViewport();
    await expect(his.timeline.locator('.flashed')).toContainText('Vite 2.');
  });
});

// On a page of its own: with so much time gone, the client doubts its connection, and finds later messages without a toast.
test('a toast is held while the pointer or the focus is on it', async ({
  annsAccount: ann,
  ben,
  direct,
  group,
}) => {
  await ben.page.clock.install();
  const his = await new Messaging(ben.page).open(group.id);
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
