import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/people';
import { Cable } from './support/chaos/wire';
import { Messaging } from './support/messaging';

/** Types and presses keys in one task of the page, which ends by loading the page anew: nothing of it runs any more. */
async function andReload(field: Locator, did: { text: string; enter: boolean }): Promise<void> {
  const loaded = field.page().waitForEvent('load');
  await field.evaluate((element: HTMLTextAreaElement, { text, enter }) => {
    element.focus();
    element.value = text;
    element.dispatchEvent(new Event('input', { bubbles: true }));
    if (enter)
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    location.reload();
  }, did);
  await loaded;
}

/** As `andReload`, for a button. */
async function clickAndReload(button: Locator): Promise<void> {
  const loaded = button.page().waitForEvent('load');
  await button.evaluate((element: HTMLElement) => {
    element.click();
    location.reload();
  });
  await loaded;
}

/** The process that shows the page is killed, as by the system; gives another page of the same browser. */
async function crash(page: Page): Promise<Page> {
  const crashed = page.waitForEvent('crash');
  const session = await page.context().newCDPSession(page);
  void session.send('Page.crash').catch(() => undefined);
  await crashed;
  return page.context().newPage();
}

/** Sends in a tab whose page does nothing any more after the task of the key press, and closes it. */
async function sendAndKill(page: Page, conversationId: string, text: string): Promise<void> {
  const { composer } = await new Messaging(page).open(conversationId);
  await composer.fill(text);
  void composer
    .evaluate((element: HTMLTextAreaElement) => {
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
      for (;;);
    })
    .catch(() => undefined);
  const [other] = page.context().pages();
  await other?.waitForFunction(
    (part) =>
      Object.entries(localStorage).some(
        ([key, value]) => key.includes('.send.') && String(value).includes(part),
      ),
    `"body":"${text}"`,
  );
  await page.close();
}

test('what somebody did outlives a reload in the same moment, but not their sign-out', async ({
  annsAccount: ann,
  ben,
  direct,
}) => {
  const stored = async () => (await ann.api.messages(direct.id)).items.map(({ body }) => body);
  const wire = await Cable.lay(ben.context);
  const his = await new Messaging(ben.page).open(direct.id);

  await test.step('a draft', async () => {
    await andReload(his.composer, { text: 'À finir', enter: false });
    await expect(his.composer).toHaveValue('À finir');
    await andReload(his.composer, { text: '', enter: false });
    await expect(his.status).toHaveText('Connecté en temps réel');
    await expect(his.composer).toHaveValue('');
  });

  await test.step('a message just sent, which is sent once', async () => {
    await andReload(his.composer, { text: 'Envoyé et parti', enter: true });
    await expect(his.message('Envoyé et parti')).toBeVisible();
    await expect(his.composer).toHaveValue('');
    await expect.poll(stored).toEqual(['Envoyé et parti']);
    // The acknowledgement is here too: it doesn't wait any more.
    await expect(his.status).toHaveText('Connecté en temps réel');
  });

  await test.step('a message just sent without a network', async () => {
    await wire.become('cut');
    await expect(his.status).not.toHaveText('Connecté en temps réel');
    await andReload(his.composer, { text: 'Plus tard', enter: true });
    await expect(his.status).toContainText('1 message en attente');
    expect(await stored()).toEqual(['Envoyé et parti']);
    await wire.become('whole');
    await expect.poll(stored).toEqual(['Envoyé et parti', 'Plus tard']);
  });

  await test.step('an edit just confirmed', async () => {
    await ben.api.send(direct.id, 'Helo');
    await expect(his.message('Helo')).toBeVisible();
    await his.composer.press('ArrowUp');
    await expect(his.composer).toHaveValue('Helo');
    await ben.page.route(/\/api\/conversations\/.*\/messages\//, (route) => route.abort());
    await andReload(his.composer, { text: 'Hello', enter: true });
    await expect(his.message('Hello')).toBeVisible();
    await ben.page.unrouteAll();
    await ben.page.reload();
    await expect.poll(stored).toEqual(['Envoyé et parti', 'Plus tard', 'Hello']);
    await expect(his.message('Hello')).toBeVisible();
  });

  await test.step('a theme and a language just chosen', async () => {
    await ben.page.emulateMedia({ colorScheme: 'dark' });
    await ben.page.goto('/settings/appearance');
    // The account hears nothing of it until it is let through.
    await ben.page.route(/\/api\/me$/, (route) => route.abort());
    await clickAndReload(ben.page.getByRole('button', { name: 'Clair' }));
    await expect(ben.page.getByRole('button', { name: 'Clair' })).toHaveAttribute('aria-pressed', 'true');
    await ben.page.getByRole('link', { name: 'Langue', exact: true }).click();
    await clickAndReload(ben.page.getByRole('button', { name: 'English' }));
    await expect(ben.page.getByRole('button', { name: 'English' })).toHaveAttribute('aria-pressed', 'true');
    await expect(ben.page.locator('html')).toHaveAttribute('lang', 'en');
    await ben.page.unrouteAll();
    await ben.page.reload();
    await expect.poll(async () => await ben.api.me()).toMatchObject({ theme: 'light', locale: 'en' });
    await expect(ben.page.locator('html')).toHaveAttribute('data-theme', 'light');
    await ben.page.getByRole('button', { name: 'Français' }).click();
    await expect(ben.page.locator('html')).toHaveAttribute('lang', 'fr');
  });

  await test.step('nothing stays in the browser after a sign-out', async () => {
    await his.open(direct.id);
    // The server doesn't have it: it would be lost.
    await ben.page.route(/\/api\/me\/items\/draft\//, (route) => route.abort());
    await andReload(his.composer, { text: 'Secret', enter: false });
    await expect(his.composer).toHaveValue('Secret');
    await ben.page.goto('/settings');
    await ben.page.getByRole('button', { name: 'Se déconnecter' }).click();
    const sure = ben.page.getByRole('alertdialog').getByRole('button', { name: 'Se déconnecter' });
    const out = ben.page.getByRole('heading', { name: 'Connexion' });
    // What leaves with a page may arrive all the same: then nothing is lost, and nobody is asked.
    await expect(sure.or(out)).toBeVisible();
    if (await sure.isVisible()) await sure.click();
    await expect(out).toBeVisible();
    expect(await ben.page.evaluate(() => JSON.stringify(localStorage))).not.toMatch(/Secret|ahead/);
  });
});

test('what somebody did outlives the page, although its process was killed at once', async ({
  annsAccount: ann,
  ben,
  direct,
}) => {
  const stored = async () => (await ann.api.messages(direct.id)).items.map(({ body }) => body);
  const his = await new Messaging(ben.page).open(direct.id);
  await his.composer.press('e');
  const stays = new Messaging(await crash(ben.page));
  await ben.page.close();

  await test.step('a draft', async () => {
    await stays.open(direct.id);
    await expect(stays.composer).toHaveValue('e');
    await stays.composer.fill('');
  });

  await test.step('a message, which another tab sends ahead of what is sent there', async () => {
    await sendAndKill(await ben.context.newPage(), direct.id, 'Un.');
    await expect.poll(stored).toEqual(['Un.']);
    await sendAndKill(await ben.context.newPage(), direct.id, 'Deux.');
    await stays.send('Trois.');
    await expect.poll(stored).toEqual(['Un.', 'Deux.', 'Trois.']);
    await expect(stays.timeline.getByText(/^(Un|Deux|Trois)\.$/)).toHaveText(['Un.', 'Deux.', 'Trois.']);
  });
});
