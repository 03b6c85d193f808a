import type { ConversationSummary } from '@litspark/shared-contracts';
import type { Page } from '@playwright/test';
import { expectNoViolations } from '../../../../../e2e/support/accessibility';
import { expect, test, type Person } from '../../../../../e2e/support/people';
import { Messaging } from '../../../../../e2e/support/messaging';

const entries = (page: Page) => page.getByRole('main').getByRole('list').getByRole('listitem');
const line = (page: Page) => page.locator('ls-scheduled-line');
const scheduled = async ({ api }: Pick<Person, 'api'>) => [
  ...(await api.items('scheduled_message')).values(),
];

/** Writes a text and goes as far as the choice of its time. */
async function askWhen(messaging: Messaging, text: string): Promise<void> {
  await messaging.composer.fill(text);
  await messaging.page.getByRole('button', { name: 'Programmer l’envoi…' }).click();
  await expect(messaging.page.getByRole('button', { name: /^Dans 1\sh/ })).toBeFocused();
}

const tomorrowMorning = /demain à 8\sh/;
const anHourAhead = () => new Date(Date.now() + 3_600_000).toISOString();
const toBeSent = ({ id }: ConversationSummary, body: string, sendAt = anHourAhead()) => ({
  conversationId: id,
  body,
  replyToId: null,
  fileIds: [],
  sendAt,
  state: 'waiting' as const,
  error: null,
});

test('a message is scheduled by the keyboard, changed in another browser of its author, and sent once', async ({
  annsAccount,
  ben,
  direct,
  newBrowser,
}) => {
  const [ann, elsewhere] = [await newBrowser(annsAccount), await newBrowser(annsAccount)];
  const hers = await new Messaging(ann.page).open(direct.id);
  const there = await new Messaging(elsewhere.page).open();
  const his = await new Messaging(ben.page).open(direct.id);
  await hers.composer.fill('Bonjour Ben');
  await ann.page.keyboard.press('Tab');
  const caret = ann.page.getByRole('button', { name: 'Programmer l’envoi…' });
  while (!(await caret.evaluate((button) => button === document.activeElement)))
    await ann.page.keyboard.press('Tab');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('button', { name: /^Dans 1\sh/ })).toBeFocused();
  await ann.page.keyboard.press('ArrowDown');
  await ann.page.keyboard.press('Enter');
  await expect(hers.composer).toBeFocused();
  await expect(hers.composer).toHaveValue('');
  await expect(line(ann.page)).toContainText(tomorrowMorning);

  await there.entry('À envoyer').click();
  await expect(entries(elsewhere.page)).toContainText('Ben Martin');
  await entries(elsewhere.page).focus();
  await elsewhere.page.keyboard.press('Enter');
  await elsewhere.page.getByRole('textbox', { name: 'Texte du message programmé' }).fill('Bonsoir Ben');
  await elsewhere.page.keyboard.press('Enter');
  await expect(entries(elsewhere.page)).toBeFocused();
  await elsewhere.page.keyboard.press('r');
  await expect(elsewhere.page.getByRole('button', { name: /^Dans 1\sh/ })).toBeFocused();
  await elsewhere.page.keyboard.press('Enter');
  await expect(line(ann.page)).not.toContainText(tomorrowMorning);
  await line(ann.page).getByRole('link', { name: 'Voir' }).click();
  await expect(entries(ann.page)).toContainText('Bonsoir Ben');
  await expect(entries(ann.page)).not.toContainText(tomorrowMorning);

  await entries(elsewhere.page).getByRole('button', { name: 'Envoyer maintenant' }).click();
  await expect(his.message('Bonsoir Ben')).toBeVisible();
  for (const { page } of [ann, elsewhere])
    await expect(page.getByText('Aucun message programmé')).toBeVisible();
  const { items } = await ben.api.messages(direct.id);
  expect(items.map(({ body }) => body)).toEqual(['Bonsoir Ben']);
});

test('what is scheduled outlives a reload in the same moment, and a crash', async ({ ben, direct }) => {
  const his = await new Messaging(ben.page).open(direct.id);
  await askWhen(his, 'À ne pas perdre');
  const loaded = ben.page.waitForEvent('load');
  await ben.page.getByRole('button', { name: /^Demain/ }).evaluate((choice: HTMLElement) => {
    choice.click();
    location.reload();
  });
  await loaded;
  await expect(line(ben.page)).toContainText('1 message programmé');
  await expect(his.composer).toHaveValue('');
  await expect.poll(async () => (await scheduled(ben)).map(({ body }) => body)).toEqual(['À ne pas perdre']);

  await askWhen(his, 'Ceci non plus');
  const crashed = ben.page.waitForEvent('crash');
  const session = await ben.context.newCDPSession(ben.page);
  await ben.page.keyboard.press('Enter');
  void session.send('Page.crash').catch(() => undefined);
  await crashed;
  const again = await new Messaging(await ben.context.newPage()).open(direct.id);
  await expect(line(again.page)).toContainText('2 messages programmés');
  await expect(again.composer).toHaveValue('');
  await expect.poll(async () => (await scheduled(ben)).length).toBe(2);
});

test('without a network a message is scheduled and changed, and the server has it afterwards', async ({
  ben,
  direct,
}) => {
  const his = await new Messaging(ben.page).open(direct.id);
  // What a page needs is loaded before.
  await his.entry('À envoyer').click();
  await expect(ben.page.getByText('Aucun message programmé')).toBeVisible();
  await his.row('Ann Martin').click();
  await askWhen(his, 'Plus tard');
  await ben.page.keyboard.press('Escape');
  await expect(his.composer).toHaveValue('Plus tard');
  await ben.context.setOffline(true);
  await expect(his.status).toContainText('Hors ligne');
  await askWhen(his, 'Hors ligne aussi');
  await ben.page.getByRole('button', { name: /^Demain/ }).click();
  await expect(his.composer).toHaveValue('');
  await his.entry('À envoyer').click();
  await entries(ben.page).getByRole('button', { name: 'Modifier le texte' }).click();
  await ben.page.getByRole('textbox', { name: 'Texte du message programmé' }).fill('Hors ligne, et changé');
  await ben.page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(entries(ben.page)).toContainText('Hors ligne, et changé');
  expect(await scheduled(ben)).toEqual([]);
  await ben.context.setOffline(false);
  await expect
    .poll(async () => (await scheduled(ben)).map(({ body }) => body))
    .toEqual(['Hors ligne, et changé']);
});

test('what is cancelled is a draft again, and what is undone is scheduled again', async ({ ben, direct }) => {
  await ben.api.putItem('scheduled_message', crypto.randomUUID(), toBeSent(direct, 'Finalement non'));
  const his = await new Messaging(ben.page).open(direct.id);
  await his.composer.fill('Autre chose');
  await line(ben.page).getByRole('link', { name: 'Voir' }).click();
  await entries(ben.page).getByRole('button', { name: 'Annuler l’envoi' }).click();
  // First of all: it is offered for five seconds only.
  await ben.page.getByRole('status').getByRole('button', { name: 'Annuler' }).click();
  await expect(entries(ben.page)).toContainText('Finalement non');
  await entries(ben.page).getByRole('button', { name: 'Annuler l’envoi' }).click();
  await expect(ben.page.getByText('Aucun message programmé')).toBeVisible();
  await expect.poll(async () => (await scheduled(ben)).length).toBe(0);
  await his.row('Ann Martin').click();
  await expect(his.composer).toHaveValue('Finalement non\nAutre chose');
});

test('one that was refused says why, and goes once it can', async ({ ann, bensAccount: ben, group }) => {
  await ben.api.archive(group.id, true);
  const past = new Date(Date.now() - 60_000).toISOString();
  await ann.api.putItem('scheduled_message', crypto.randomUUID(), toBeSent(group, 'À vous tous', past));
  const hers = await new Messaging(ann.page).open();
  await hers.entry('À envoyer').click();
  await expect(entries(ann.page)).toContainText('Non envoyé · La conversation est archivée.');
  await ben.api.archive(group.id, false);
  await entries(ann.page).getByRole('button', { name: 'Réessayer' }).click();
  await expect(ann.page.getByText('Aucun message programmé')).toBeVisible();
  const { items } = await ben.api.messages(group.id);
  expect(items.map(({ body }) => body)).toEqual(['À vous tous']);
});

test.describe('with nothing moving', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  test.slow();

  test('the page, the line and the choice of a time have no violations', async ({ ben, direct, group }) => {
    const reply = await ben.api.send(direct.id, 'On se voit ?');
    const value = { ...toBeSent(direct, '**Oui**, demain'), replyToId: reply.id };
    await ben.api.putItem('scheduled_message', crypto.randomUUID(), value);
    await ben.api.archive(group.id, true);
    const past = new Date(Date.now() - 60_000).toISOString();
    await ben.api.putItem('scheduled_message', crypto.randomUUID(), toBeSent(group, 'Raté', past));
    const his = await new Messaging(ben.page).open(direct.id);
    await expect(line(ben.page)).toBeVisible();
    await askWhen(his, 'Encore');
    await expectNoViolations(ben.page, 'a composer with a choice of time');
    await ben.page.keyboard.press('Escape');
    await line(ben.page).getByRole('link', { name: 'Voir' }).click();
    await expect(entries(ben.page).filter({ hasText: 'Non envoyé' })).toHaveCount(1);
    await expectNoViolations(ben.page, 'what is scheduled');
    await entries(ben.page).first().getByRole('button', { name: 'Modifier le texte' }).click();
    await expectNoViolations(ben.page, 'a scheduled text being changed');
  });
});
