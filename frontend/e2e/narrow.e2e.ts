import { devices } from '@playwright/test';
import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

const phone = { ...devices['Pixel 7'], viewport: { width: 390, height: 844 }, locale: 'fr-FR' };

test('on a phone the list leads to a conversation and back leads back', async ({
  ann,
  newPerson,
  browser,
  baseURL,
}) => {
  const ben = await newPerson('Ben', () => browser.newContext({ ...phone, baseURL }));
  const direct = await ann.api.createConversation({ kind: 'direct', participantIds: [ben.user.id] });
  await ann.api.send(direct.id, 'Sur ton téléphone ?');
  await ben.page.goto('/');
  const his = new Messaging(ben.page);
  await expect(his.status).toHaveText('En direct');
  await expect(ben.page.getByRole('button', { name: 'Connecté en temps réel' })).toBeVisible();
  await his.row('Ann Martin').tap();
  await expect(his.message('Sur ton téléphone ?')).toBeVisible();
  await expect(his.list).toBeHidden();
  await his.composer.fill('Oui');
  await ben.page.getByRole('button', { name: 'Envoyer' }).tap();
  await expect(his.message('Oui').getByText('Envoyé')).toBeAttached();
  await ben.context.setOffline(true);
  await his.composer.fill('Plus tard');
  await ben.page.getByRole('button', { name: 'Envoyer' }).tap();
  await expect(his.status).toHaveText('Hors ligne · 1');
  await ben.context.setOffline(false);
  await expect(his.status).toHaveText('En direct');
  await ben.page.getByRole('link', { name: 'Détails de la conversation' }).tap();
  await expect(ben.page.getByRole('complementary', { name: 'Détails de la conversation' })).toBeVisible();
  await ben.page.goBack();
  await expect(his.composer).toBeVisible();
  await ben.page.getByRole('link', { name: 'Retour' }).tap();
  await expect(his.row('Ann Martin')).toBeVisible();
});

test('nothing is wider than the narrowest phone, and nothing to touch is too small', async ({
  ann,
  newPerson,
  browser,
  baseURL,
}) => {
  const ben = await newPerson('Ben', () =>
    browser.newContext({ ...phone, viewport: { width: 360, height: 640 }, baseURL }),
  );
  const direct = await ann.api.createConversation({ kind: 'direct', participantIds: [ben.user.id] });
  await ann.api.send(direct.id, `Un mot ${'interminable'.repeat(30)} et \`du code ${'x'.repeat(200)}\``);
  for (const path of ['/', `/c/${direct.id}`, `/c/${direct.id}/details`, '/channels', '/settings', '/new']) {
    await ben.page.goto(path);
    await expect(
      new Messaging(ben.page).status.or(ben.page.getByRole('heading').first()).first(),
    ).toBeVisible();
    const [wide, small] = await ben.page.evaluate(() => [
      document.documentElement.scrollWidth - window.innerWidth,
      [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea')]
        .filter((element) => element.checkVisibility() && !element.matches('.skip-link, input[type=radio]'))
        // In running text, and where the box around a field takes the touch, the element itself may be lower.
        .filter((element) => element.closest('p, ls-message-body, .box:has([role=combobox])') === null)
        .map((element) => ({
          name: element.outerHTML.slice(0, 120),
          height: element.getBoundingClientRect().height,
        }))
        .filter(({ height }) => height > 1 && height < 43.5)
        .map(({ name, height }) => `${height} px: ${name}`),
    ]);
    expect(wide, path).toBeLessThanOrEqual(0);
    expect(small, path).toEqual([]);
  }
});
