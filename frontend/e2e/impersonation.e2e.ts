import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

test('a mention shows who that is now, a link where it leads, and what somebody typed turns nothing', async ({
  annsAccount: ann,
  ben,
  direct,
  group,
  newAccount,
}) => {
  const his = await new Messaging(ben.page).open(group.id);
  // By its address: what is typed may name her in other rows.
  const hers = his.list.locator(`a[href$="${direct.id}"]`);

  await test.step('a mention shows who that is now, wherever the message is shown', async () => {
    const body = `Demandez à @[La direction](user:${ann.user.id}) de valider`;
    await ben.api.send(group.id, body);
    await expect(his.message('Demandez à')).toContainText('@Ann Martin de valider');
    await expect(his.row('Équipe')).toContainText('@Ann Martin');
    await ann.api.send(direct.id, body);
    await expect(his.toasts.first()).toContainText('@Ann Martin de valider');
    await expect(hers).toContainText('@Ann Martin');
    await expect(his.page.getByText('La direction')).toHaveCount(0);
  });

  await test.step('a link whose text looks like another address says where it leads', async () => {
    await ben.api.send(
      direct.id,
      'Voyez [https://bank.example](https://evil.example/login), ou [ici](https://a.example).',
    );
    await hers.click();
    await expect(his.message('Voyez')).toContainText('https://bank.example (evil.example), ou ici.');
  });

  await test.step('what somebody typed turns nothing around it', async () => {
    const dan = await newAccount('Dan דן');
    const name = dan.user.displayName;
    const theirs = await dan.api.createConversation({
      kind: 'group',
      title: 'צוות 7',
      participantIds: [ben.user.id],
    });
    await dan.api.send(theirs.id, 'שלום 42');
    await his.goTo('צוות 7');
    await expect(his.message('שלום 42')).toBeVisible();
    await his.page.getByRole('link', { name: 'Détails de la conversation' }).click();
    await expect(his.page.getByText('Participants').first()).toBeVisible();
    /** Where it stands in a line with other words, without anything that holds its direction in. */
    const loose = await his.page.evaluate(
      ([first, second, third]) => {
        const found: string[] = [];
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const text = texts.currentNode.nodeValue ?? '';
          const parent = texts.currentNode.parentElement;
          if (!parent || parent.closest('script, style, textarea')) continue;
          if (![first, second, third].some((typed) => text.includes(typed))) continue;
          const { display, unicodeBidi } = getComputedStyle(parent);
          const held = unicodeBidi.includes('isolate') || display !== 'inline' || /\u2068.*\u2069/.test(text);
          if (!held) found.push(`${parent.tagName}.${parent.className}: ${text}`);
        }
        return found;
      },
      [name, 'צוות 7', 'שלום 42'] as const,
    );
    expect(loose).toEqual([]);
  });
});
