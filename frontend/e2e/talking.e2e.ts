import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

test('Ann and Ben talk: each sees at once what the other does', async ({ ann, ben, direct, group }) => {
  const hers = await new Messaging(ann.page).open(direct.id);
  const his = await new Messaging(ben.page).open();

  await test.step('Ben sees what Ann writes, and she sees that he read it', async () => {
    await hers.send('Bonjour **Ben** !');
    await expect(hers.message('Bonjour Ben').getByText('Envoyé')).toBeAttached();
    await expect(hers.row('Ben Martin')).toContainText(/Vous\s:\s+Bonjour Ben/);
    await his.goTo('Ann Martin');
    await expect(his.message('Bonjour Ben').locator('strong', { hasText: /^Ben$/ })).toBeVisible();
    await expect(hers.message('Bonjour Ben').getByText('Lu', { exact: true })).toBeAttached();
    await expect(hers.page.getByRole('button', { name: 'Lu jusqu’ici par Ben Martin' })).toBeVisible();
  });

  await test.step('Ben sees that Ann is writing, for as long as she does', async () => {
    await hers.composer.pressSequentially('Je réf');
    await expect(his.page.locator('ls-typing-line')).toContainText('Ann écrit…');
    await hers.composer.press('Enter');
    await expect(his.message('Je réf')).toBeVisible();
    await expect(his.page.locator('ls-typing-line')).not.toContainText('écrit…');
  });

  await test.step('both write at once and see the same order', async () => {
    const before = (await ann.api.messages(direct.id)).items.length;
    await Promise.all([
      ...['A1', 'A2', 'A3'].map((text) => ann.api.send(direct.id, text)),
      ...['B1', 'B2', 'B3'].map((text) => ben.api.send(direct.id, text)),
      hers.send('A4'),
      his.send('B4'),
    ]);
    const { items } = await expect
      .poll(() => ann.api.messages(direct.id).then(({ items }) => items.length))
      .toBe(before + 8)
      .then(() => ann.api.messages(direct.id));
    const order = items.slice(before).map(({ body }) => body);
    for (const seen of [hers, his])
      await expect
        .poll(async () =>
          (await seen.timeline.locator('ls-message-body').allTextContents())
            .map((text) => text.trim())
            .slice(before),
        )
        .toEqual(order);
  });

  await test.step('a mention stands out for who is mentioned', async () => {
    await hers.goTo('Équipe');
    await hers.composer.pressSequentially('Regarde, @Be');
    await hers.page.getByRole('option', { name: /Ben Martin/ }).click();
    await hers.composer.press('Enter');
    await expect(his.row('Équipe')).toContainText('1 mention non lue');
  });

  await test.step('a conversation that is not open counts what is unread, in the list and in the title', async () => {
    await his.goTo('Équipe');
    await expect(his.row('Équipe')).not.toContainText('non lu');
    await ann.api.send(direct.id, 'un');
    await ann.api.send(direct.id, 'deux');
    await expect(his.row('Ann Martin')).toContainText('2 messages non lus');
    await expect(ben.page).toHaveTitle('(2) Équipe · LitSpark Messagerie');
    await his.goTo('Ann Martin');
    await expect(his.row('Ann Martin')).not.toContainText('non lu');
    await expect(ben.page).toHaveTitle('Ann Martin · LitSpark Messagerie');
  });

  await test.step('a message can’t run a script in another’s browser', async () => {
    await ann.api.send(
      direct.id,
      '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> fin',
    );
    await ann.api.send(direct.id, '[ici](javascript:window.hacked=1)');
    await expect(his.message('fin')).toBeVisible();
    await expect(his.timeline.locator('img[onerror], script, a[href^="javascript"]')).toHaveCount(0);
    expect(await ben.page.evaluate(() => 'hacked' in window)).toBe(false);
  });
  expect(group.kind).toBe('group');
});
