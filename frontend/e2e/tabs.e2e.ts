import { expect, test } from './support/people';
import { Messaging } from './support/messaging';

test('two tabs of one person show the same, and what one read is read in both', async ({
  ann,
  ben,
  direct,
  group,
}) => {
  const first = await new Messaging(ben.page).open(group.id);
  const second = await new Messaging(await ben.context.newPage()).open(group.id);
  await first.send('De mon premier onglet');
  await expect(second.message('De mon premier onglet')).toBeVisible();
  await ann.api.send(direct.id, 'Pour Ben');
  for (const tab of [first, second]) await expect(tab.row('Ann Martin')).toContainText('1 message non lu');
  await first.row('Ann Martin').click();
  await expect(first.message('Pour Ben')).toBeVisible();
  for (const tab of [first, second]) await expect(tab.row('Ann Martin')).not.toContainText('non lu');
});
