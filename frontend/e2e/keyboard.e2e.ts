import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

test('everything works without a pointer', async ({ annsAccount: ann, ben, direct, group }) => {
  const his = await new Messaging(ben.page).open();
  const { keyboard } = ben.page;

  await test.step('from finding a conversation to reading the answer', async () => {
    await keyboard.press('Control+k');
    await expect(ben.page.getByRole('combobox', { name: /Aller à/ })).toBeFocused();
    await keyboard.type('ann mar');
    await expect(ben.page.getByRole('option', { name: /Ann Martin/ }).first()).toBeVisible();
    await keyboard.press('Enter');
    await expect(ben.page).toHaveURL(new RegExp(`/c/${direct.id}`));
    await expect(his.composer).toBeFocused();
    await keyboard.type('Au clavier');
    await keyboard.press('Shift+Enter');
    await keyboard.type('sur deux lignes');
    await keyboard.press('Enter');
    await expect(his.message('Au clavier')).toContainText('sur deux lignes');
    await ann.api.send(direct.id, 'Sans les mains');
    await expect(his.message('Sans les mains')).toBeVisible();
  });

  await test.step('a question mark lists the shortcuts, Escape closes them and the focus goes back', async () => {
    await his.row('Ann Martin').focus();
    await keyboard.press('?');
    const dialog = ben.page.getByRole('dialog');
    await expect(dialog).toContainText('Raccourcis clavier');
    await keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(his.row('Ann Martin')).toBeFocused();
  });

  await test.step('Tab leads past the messages to the composer, and the arrows and → into them', async () => {
    for (let number = 1; number <= 60; number += 1)
      await ann.api.send(group.id, `[Lien ${number}](https://example.org)\n\n\`\`\`\ncode\n\`\`\``);
    await ben.api.markAsRead(group.id, 60);
    await his.goTo('Équipe');
    const last = his.timeline.locator('[data-seq="60"]');
    await expect(last).toBeVisible();
    await expect(last).toHaveAttribute('aria-posinset', '60');
    await expect(last).toHaveAttribute('aria-setsize', '60');
    await his.composer.press('Shift+Tab');
    await expect(his.timeline).toBeFocused();
    await keyboard.press('ArrowUp');
    await expect(last).toBeFocused();
    await keyboard.press('Tab');
    await expect(his.composer).toBeFocused();
    await keyboard.press('Shift+Tab');
    await expect(last).toBeFocused();
    await keyboard.press('ArrowRight');
    await expect(last.getByRole('link')).toBeFocused();
    await keyboard.press('Tab');
    await expect(last.locator('pre')).toBeFocused();
    await keyboard.press('Escape');
    await expect(last).toBeFocused();

    await his.timeline.hover();
    await expect(async () => {
      await ben.page.mouse.wheel(0, -4_000);
      await expect(his.timeline.locator('[data-seq="1"]')).toBeInViewport({ timeout: 500 });
    }).toPass();
    await expect(last).toBeFocused();
    await expect(last).not.toBeInViewport();
    await keyboard.press('ArrowUp');
    const before = his.timeline.locator('[data-seq="59"]');
    await expect(before).toBeFocused();
    await expect(before).toBeInViewport();
  });

  await test.step('Alt and the arrows walk through the conversations', async () => {
    await expect(his.row('Équipe')).toHaveAttribute('aria-current', 'page');
    await keyboard.press('Alt+ArrowDown');
    await expect(ben.page).toHaveURL(new RegExp(`/c/${direct.id}`));
    await keyboard.press('Alt+ArrowUp');
    await expect(ben.page).toHaveURL(new RegExp(`/c/${group.id}`));
  });
});
