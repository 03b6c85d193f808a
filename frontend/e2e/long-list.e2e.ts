import { Messaging } from './support/messaging';
import { expect, test } from './support/people';

const count = 150;

test('a long list has in the page what is seen of it, and all of it for scrolling and keys', async ({
  ann,
  ben,
}) => {
  const participantIds = [ben.user.id];
  const number = (index: number) => String(index).padStart(3, '0');
  for (let index = 1; index <= count; index += 1)
    await ann.api.createConversation({ kind: 'group', title: `Dossier ${number(index)}`, participantIds });
  const hers = await new Messaging(ann.page).open();
  const rows = hers.list.getByRole('listitem');
  const [newest, oldest] = [hers.row(`Dossier ${number(count)}`), hers.row(`Dossier ${number(1)}`)];

  await test.step('the page has few of them, each at its place', async () => {
    await expect(newest).toBeVisible();
    await expect(rows.first()).toHaveAttribute('aria-setsize', String(count));
    expect(await rows.count()).toBeLessThan(60);
    await expect(oldest).toHaveCount(0);
  });

  await test.step('it is scrolled to its end', async () => {
    await newest.hover();
    await ann.page.mouse.wheel(0, 100_000);
    await expect(oldest).toBeInViewport();
    await expect(rows.last()).toHaveAttribute('aria-posinset', String(count));
    expect(await rows.count()).toBeLessThan(60);
    await ann.page.mouse.wheel(0, -100_000);
    await expect(newest).toBeInViewport();
    await expect(oldest).toHaveCount(0);
  });

  await test.step('keys lead to rows that aren’t in the page, and the focus stays where it is', async () => {
    await newest.focus();
    await ann.page.keyboard.press('End');
    await expect(oldest).toBeFocused();
    await expect(oldest).toBeInViewport();
    await ann.page.keyboard.press('ArrowUp');
    await expect(hers.row(`Dossier ${number(2)}`)).toBeFocused();
    await rows.last().hover();
    await ann.page.mouse.wheel(0, -100_000);
    await expect(newest).toBeInViewport();
    await expect(hers.row(`Dossier ${number(2)}`)).toBeFocused();
    await ann.page.keyboard.press('ArrowUp');
    await expect(hers.row(`Dossier ${number(3)}`)).toBeInViewport();
    await ann.page.keyboard.press('Home');
    await expect(newest).toBeFocused();
    await ann.page.keyboard.press('ArrowDown');
    await expect(hers.row(`Dossier ${number(count - 1)}`)).toBeFocused();
  });
});
