import { expectNoViolations } from '../../../../../e2e/support/accessibility';
import { expect, test } from '../../../../../e2e/support/people';
import { Messaging } from '../../../../../e2e/support/messaging';

test('what is set for a conversation holds on all devices of a person', async ({
  annsAccount: ann,
  bensAccount,
  newBrowser,
  direct,
  group,
}) => {
  const participantIds = [bensAccount.user.id];
  await ann.api.createConversation({ kind: 'group', title: 'Bureau', participantIds });
  const browser = await newBrowser(bensAccount);
  const desk = await new Messaging(browser.page).open(group.id);
  const away = await new Messaging((await newBrowser(bensAccount)).page).open(group.id);
  const both = [desk, away];
  const favourites = (his: Messaging) => his.list.getByRole('list', { name: 'Favoris' });

  await test.step('a muted conversation is quiet', async () => {
    await desk.row('Ann Martin').click({ button: 'right' });
    await desk.page.getByRole('menuitem', { name: 'Mettre en sourdine' }).click();
    await desk.page.getByRole('menuitem', { name: 'Jusqu’à nouvel ordre' }).click();
    for (const his of both) await expect(his.row('Ann Martin')).toContainText('en sourdine');
    await ann.api.send(direct.id, 'Sans bruit');
    for (const his of both) {
      await expect(his.row('Ann Martin')).toContainText('1 message non lu');
      await expect(his.toasts).toHaveCount(0);
      await expect(his.page).not.toHaveTitle(/^\(/);
    }
  });

  await test.step('until it may speak again', async () => {
    await away.row('Ann Martin').click({ button: 'right' });
    await away.page.getByRole('menuitem', { name: 'Réactiver les notifications' }).click();
    for (const his of both) {
      await expect(his.row('Ann Martin')).not.toContainText('en sourdine');
      await expect(his.page).toHaveTitle(/^\(1\)/);
    }
    await ann.api.send(direct.id, 'Avec bruit');
    for (const his of both) await expect(his.toasts).toContainText('Avec bruit');
  });

  await test.step('a favourite set by keys stands first, and keeps the focus', async () => {
    await desk.row('Équipe').focus();
    await desk.page.keyboard.press('Shift+F10');
    await expect(desk.page.getByRole('menuitem', { name: 'Ajouter aux favoris' })).toBeFocused();
    await desk.page.keyboard.press('Enter');
    for (const his of both) {
      await expect(favourites(his).getByRole('link')).toHaveText(/Équipe/);
      await expect(his.row('Équipe')).toHaveCount(1);
    }
    await expect(desk.row('Équipe')).toBeFocused();
  });

  await test.step('the favourites are folded by their head, and stay so', async () => {
    // The arrows walk past what is folded.
    const head = desk.list.getByRole('button', { name: 'Favoris' });
    await head.click();
    await expect(desk.row('Équipe')).toHaveCount(0);
    await expect(head).toContainText('1 conversation');
    await desk.page.reload();
    await expect(desk.list.getByRole('button', { name: 'Favoris', expanded: false })).toBeVisible();
    await head.click();
    for (const his of both) await expect(his.row('Équipe')).toBeVisible();
  });

  await test.step('what is set without a network is shown at once', async () => {
    await desk.goTo('Bureau');
    const title = desk.page.getByRole('heading', { level: 1 }).getByRole('button');
    await title.click();
    await expect(desk.page.getByRole('menuitem', { name: 'Ajouter aux favoris' })).toBeFocused();
    await desk.page.keyboard.press('Escape');
    await expect(title).toBeFocused();
    await browser.context.setOffline(true);
    await expect(desk.status).toContainText('Hors ligne');
    await title.click();
    await desk.page.getByRole('menuitem', { name: 'Ajouter aux favoris' }).click();
    await expect(favourites(desk).getByRole('link')).toHaveText([/Bureau|Équipe/, /Bureau|Équipe/]);
  });

  await test.step('and known elsewhere once there is one, with what was set there of the same conversation', async () => {
    await away.row('Bureau').hover();
    await away.list.getByRole('button', { name: 'Actions pour Bureau' }).click();
    await away.page.getByRole('menuitem', { name: 'Notifications', exact: true }).click();
    await away.page.getByRole('menuitemradio', { name: 'Rien' }).click();
    await expect(away.row('Bureau')).toContainText('en sourdine');
    await expect(favourites(away).getByRole('link')).toHaveText(/Équipe/);
    await browser.context.setOffline(false);
    for (const his of both) {
      await expect(favourites(his).getByRole('link').filter({ hasText: 'Bureau' })).toHaveCount(1);
      await expect(his.row('Bureau')).toContainText('en sourdine');
    }
  });
});

test('where mentions alone are wanted, a mention and an answer tell; what the server refuses is taken back; no violations', async ({
  annsAccount: ann,
  ben,
  direct,
  group,
}) => {
  const his = await new Messaging(ben.page).open(group.id);
  const details = ben.page.getByRole('link', { name: 'Détails de la conversation' });

  await test.step('mentions and answers tell, and nothing else', async () => {
    await details.click();
    await ben.page.getByLabel('Notifications', { exact: true }).selectOption('Mentions et réponses');
    const asked = await ben.api.send(group.id, 'Qui vient ?');
    await his.goTo('Ann Martin');
    await expect(his.composer).toBeVisible();
    await ann.api.send(group.id, 'Bonjour à tous');
    await expect(his.row('Équipe')).toContainText('1 message non lu');
    await expect(ben.page).not.toHaveTitle(/^\(/);
    await ann.api.send(group.id, 'Moi', { replyToId: asked.id });
    await expect(his.toasts).toContainText('Moi');
    await ann.api.send(group.id, `@[Ben Martin](user:${ben.user.id}) regarde`);
    await expect(his.toasts).toContainText('regarde');
    await expect(his.toasts).toHaveCount(1);
    await expect(ben.page).toHaveTitle(/^\(1\)/);
  });

  await test.step('the menu and the details of a conversation have no violations', async () => {
    await his.goTo('Équipe');
    await his.row('Équipe').click({ button: 'right' });
    await ben.page.getByRole('menuitem', { name: 'Notifications', exact: true }).click();
    await expect(ben.page.getByRole('menuitemradio', { name: 'Rien' })).toBeVisible();
    await expectNoViolations(ben.page, 'the menu of a conversation');
    await ben.page.getByRole('menuitemradio', { name: 'Rien' }).click();
    await details.click();
    await expect(ben.page.getByRole('heading', { name: 'Vos préférences' })).toBeVisible();
    await expectNoViolations(ben.page, 'the details, with preferences');
  });

  await test.step('what the server refuses is taken back, and said', async () => {
    await ben.page.route('**/api/me/items/conversation_preferences/**', (route) =>
      route.fulfill({
        status: 404,
        contentType: 'application/problem+json',
        json: { type: 'about:blank', title: 'Not Found', status: 404, code: 'NOT_FOUND', detail: 'gone' },
      }),
    );
    await his.row('Ann Martin').click({ button: 'right' });
    await ben.page.getByRole('menuitem', { name: 'Ajouter aux favoris' }).click();
    await expect(
      ben.page.getByText('Le changement de vos préférences pour cette conversation n’a pas été enregistré.'),
    ).toBeVisible();
    await expect(his.list.getByRole('list', { name: 'Favoris' })).toHaveCount(0);
  });
  expect(direct.kind).toBe('direct');
});

test('a finger that rests on a row opens its menu at the foot of the screen', async ({
  bensAccount,
  newBrowser,
  browser,
  baseURL,
  direct,
}) => {
  const ben = await newBrowser(bensAccount, () =>
    browser.newContext({
      baseURL,
      locale: 'fr-FR',
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    }),
  );
  await ben.page.goto('/');
  const his = new Messaging(ben.page);
  const box = await his.row('Ann Martin').boundingBox();
  const finger = await ben.context.newCDPSession(ben.page);
  const touchPoints = [{ x: (box?.x ?? 0) + 120, y: (box?.y ?? 0) + 30 }];
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await expect(ben.page.getByRole('menuitem', { name: 'Ajouter aux favoris' })).toBeVisible();
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await ben.page.getByRole('menuitem', { name: 'Notifications', exact: true }).tap();
  await ben.page.getByRole('menuitemradio', { name: 'Rien' }).tap();
  await expect(his.row('Ann Martin')).toContainText('en sourdine');
  await expect(ben.page).toHaveURL(/\/$/);
  expect(direct.kind).toBe('direct');
});
