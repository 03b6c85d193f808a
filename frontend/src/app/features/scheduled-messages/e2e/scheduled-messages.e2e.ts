import type { ConversationSummary } from '@litspark/shared-contracts';
import type { Page } from '@playwright/test';
import { expectNoViolations } from '../../../../../e2e/support/accessibility';
import { expect, test, type Account } from '../../../../../e2e/support/people';
import { Messaging } from '../../../../../e2e/support/messaging';

const entries = (page: Page) => page.getByRole('main').getByRole('list').getByRole('listitem');
const line = (page: Page) => page.locator('ls-scheduled-line');
const scheduled = async ({ api }: Account) => [...(await api.items('scheduled_message')).values()];

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

test('what somebody schedules is the same in all their browsers, and is sent once', async ({
  annsAccount,
  bensAccount: ben,
  direct,
  newBrowser,
}) => {
  const [ann, elsewhere] = [await newBrowser(annsAccount), await newBrowser(annsAccount)];
  const hers = await new Messaging(ann.page).open(direct.id);
  const there = await new Messaging(elsewhere.page).open();
  const text = (page: Page) => page.getByRole('textbox', { name: 'Texte du message programmé' });

  await test.step('by the keyboard', async () => {
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
  });

  await test.step('changed in the other browser', async () => {
    await there.entry('À envoyer').click();
    await expect(entries(elsewhere.page)).toContainText('Ben Martin');
    await entries(elsewhere.page).focus();
    await elsewhere.page.keyboard.press('Enter');
    await text(elsewhere.page).fill('Bonsoir Ben');
    await elsewhere.page.keyboard.press('Enter');
    await expect(entries(elsewhere.page)).toBeFocused();
    await elsewhere.page.keyboard.press('r');
    await expect(elsewhere.page.getByRole('button', { name: /^Dans 1\sh/ })).toBeFocused();
    await elsewhere.page.keyboard.press('Enter');
    await expect(line(ann.page)).not.toContainText(tomorrowMorning);
    await line(ann.page).getByRole('link', { name: 'Voir' }).click();
    await expect(entries(ann.page)).toContainText('Bonsoir Ben');
    await expect(entries(ann.page)).not.toContainText(tomorrowMorning);
  });

  await test.step('sent from there at once', async () => {
    await entries(elsewhere.page).getByRole('button', { name: 'Envoyer maintenant' }).click();
    for (const { page } of [ann, elsewhere])
      await expect(page.getByText('Aucun message programmé')).toBeVisible();
    await expect
      .poll(async () => (await ben.api.messages(direct.id)).items.map(({ body }) => body))
      .toEqual(['Bonsoir Ben']);
  });

  await test.step('without a network, and changed there, known to the server afterwards', async () => {
    await hers.goTo('Ben Martin');
    await askWhen(hers, 'Plus tard');
    await ann.page.keyboard.press('Escape');
    await expect(hers.composer).toHaveValue('Plus tard');
    await ann.context.setOffline(true);
    await expect(hers.status).toContainText('Hors ligne');
    await askWhen(hers, 'Hors ligne aussi');
    await ann.page.getByRole('button', { name: /^Demain/ }).click();
    await expect(hers.composer).toHaveValue('');
    await hers.entry('À envoyer').click();
    await entries(ann.page).getByRole('button', { name: 'Modifier le texte' }).click();
    await text(ann.page).fill('Hors ligne, et changé');
    await ann.page.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(entries(ann.page)).toContainText('Hors ligne, et changé');
    expect(await scheduled(annsAccount)).toEqual([]);
    await ann.context.setOffline(false);
    await expect
      .poll(async () => (await scheduled(annsAccount)).map(({ body }) => body))
      .toEqual(['Hors ligne, et changé']);
    await expect(entries(elsewhere.page)).toContainText('Hors ligne, et changé');
  });
});

test('what is scheduled outlives a reload in the same moment, and a crash', async ({ ben, direct }) => {
  const his = await new Messaging(ben.page).open(direct.id);
  await test.step('a reload', async () => {
    await askWhen(his, 'À ne pas perdre');
    const loaded = ben.page.waitForEvent('load');
    await ben.page.getByRole('button', { name: /^Demain/ }).evaluate((choice: HTMLElement) => {
      choice.click();
      location.reload();
    });
    await loaded;
    await expect(line(ben.page)).toContainText('1 message programmé');
    await expect(his.composer).toHaveValue('');
    await expect
      .poll(async () => (await scheduled(ben)).map(({ body }) => body))
      .toEqual(['À ne pas perdre']);
  });

  await test.step('a crash', async () => {
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
});

test('one that was refused goes once it can, one that is cancelled is a draft again; no violations', async ({
  ben,
  direct,
  group,
}) => {
  const reply = await ben.api.send(direct.id, 'On se voit ?');
  const value = { ...toBeSent(direct, '**Oui**, demain'), replyToId: reply.id };
  await ben.api.putItem('scheduled_message', crypto.randomUUID(), value);
  await ben.api.archive(group.id, true);
  const past = new Date(Date.now() - 60_000).toISOString();
  await ben.api.putItem('scheduled_message', crypto.randomUUID(), toBeSent(group, 'À vous tous', past));
  const his = await new Messaging(ben.page).open(direct.id);
  const refused = entries(ben.page).filter({ hasText: 'À vous tous' });
  const waiting = entries(ben.page).filter({ hasText: 'Oui, demain' });

  await test.step('the page, the line and the choice of a time have no violations', async () => {
    await expect(line(ben.page)).toBeVisible();
    await askWhen(his, 'Autre chose');
    await expectNoViolations(ben.page, 'a composer with a choice of time');
    await ben.page.keyboard.press('Escape');
    await line(ben.page).getByRole('link', { name: 'Voir' }).click();
    await expect(refused).toContainText('Non envoyé');
    await expectNoViolations(ben.page, 'what is scheduled');
    await entries(ben.page).first().getByRole('button', { name: 'Modifier le texte' }).click();
    await expectNoViolations(ben.page, 'a scheduled text being changed');
    await ben.page.keyboard.press('Escape');
  });

  await test.step('one that was refused says why, and goes once it can', async () => {
    await expect(refused).toContainText('Non envoyé · La conversation est archivée.');
    await ben.api.archive(group.id, false);
    await refused.getByRole('button', { name: 'Réessayer' }).click();
    await expect(refused).toHaveCount(0);
    const { items } = await ben.api.messages(group.id);
    expect(items.map(({ body }) => body)).toEqual(['À vous tous']);
  });

  await test.step('what is cancelled can be had back, and is a draft again', async () => {
    await waiting.getByRole('button', { name: 'Annuler l’envoi' }).click();
    // First of all: it is offered for five seconds only.
    await ben.page.getByRole('status').getByRole('button', { name: 'Annuler' }).click();
    await expect(waiting).toBeVisible();
    await waiting.getByRole('button', { name: 'Annuler l’envoi' }).click();
    await expect(ben.page.getByText('Aucun message programmé')).toBeVisible();
    await expect.poll(async () => (await scheduled(ben)).length).toBe(0);
    await his.goTo('Ann Martin');
    await expect(his.composer).toHaveValue('**Oui**, demain\nAutre chose');
  });
});
