import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

test('the language before signing in, the theme and the language of an account change at once, and are kept', async ({
  ben,
  page,
}) => {
  await test.step('the language before signing in', async () => {
    await page.goto('/sign-in');
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });

  await new Messaging(ben.page).open();
  await test.step('the theme follows the system until somebody chooses one', async () => {
    const ground = () => ben.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await ben.page.emulateMedia({ colorScheme: 'light' });
    const light = await ground();
    await ben.page.emulateMedia({ colorScheme: 'dark' });
    const dark = await ground();
    expect(dark).not.toBe(light);
    await ben.page.goto('/settings/appearance');
    await ben.page.getByRole('button', { name: 'Clair' }).click();
    await expect.poll(ground).toBe(light);
    await ben.page.reload();
    await expect(ben.page.getByRole('button', { name: 'Clair' })).toHaveAttribute('aria-pressed', 'true');
    expect(await ground()).toBe(light);
  });

  await test.step('the language of an account', async () => {
    await ben.page.goto('/settings/language');
    await ben.page.getByRole('button', { name: 'English' }).click();
    await expect(ben.page.getByRole('heading', { level: 1, name: 'Language' })).toBeVisible();
    await expect(ben.page.getByText('Saved', { exact: true })).toBeVisible();
    await expect(new Messaging(ben.page).status).toHaveText('Connected in real time');
    await ben.page.reload();
    await expect(ben.page.getByRole('heading', { level: 1, name: 'Language' })).toBeVisible();
  });
});
