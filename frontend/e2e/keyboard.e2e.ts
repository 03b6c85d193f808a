import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

test('everything from finding a conversation to reading the answer works without a pointer', async ({
  ann,
  ben,
  direct,
}) => {
  const his = await new Messaging(ben.page).open();
  const { keyboard } = ben.page;
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

test('Alt and the arrows walk through the conversations', async ({ ben, direct, group }) => {
  const his = await new Messaging(ben.page).open(group.id);
  await expect(his.row('Équipe')).toHaveAttribute('aria-current', 'page');
  await ben.page.keyboard.press('Alt+ArrowDown');
  await expect(ben.page).toHaveURL(new RegExp(`/c/${direct.id}`));
  await ben.page.keyboard.press('Alt+ArrowUp');
  await expect(ben.page).toHaveURL(new RegExp(`/c/${group.id}`));
});

test('a question mark lists the shortcuts, Escape closes them and the focus goes back', async ({
  ben,
  direct,
}) => {
  const his = await new Messaging(ben.page).open(direct.id);
  await his.row('Ann Martin').focus();
  await ben.page.keyboard.press('?');
  const dialog = ben.page.getByRole('dialog');
  await expect(dialog).toContainText('Raccourcis clavier');
  await ben.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(his.row('Ann Martin')).toBeFocused();
});
