import { expectNoViolations } from '../../../../../e2e/support/accessibility';
import { expect, test } from '../../../../../e2e/support/people';
import { Messaging } from '../../../../../e2e/support/messaging';

test('Ann asks who has read a message, Ben confirms it, and she sees that he did', async ({
  ann,
  ben,
  group,
}) => {
  const [hers, his] = [
    await new Messaging(ann.page).open(group.id),
    await new Messaging(ben.page).open(group.id),
  ];
  const panel = ann.page.getByRole('complementary', { name: 'Accusés de lecture' });
  const awaited = panel.getByRole('region', { name: 'En attente' });

  await test.step('what asks for a confirmation, and who has confirmed, have no violations', async () => {
    await ben.api.send(group.id, 'Consigne de sécurité', { parts: { confirmation: {} } });
    await ann.page.getByRole('button', { name: 'Ajouter', exact: true }).click();
    await ann.page.getByRole('menuitemcheckbox', { name: 'Demander un accusé de lecture' }).click();
    await hers.send('Casque obligatoire');
    await hers.message('Casque').getByRole('link', { name: 'Suivre les accusés de lecture' }).click();
    await expect(hers.message('Consigne').getByRole('button', { name: 'J’ai lu' })).toBeVisible();
    await expect(awaited.getByRole('listitem')).toHaveText([/Ben Martin/]);
    await expectNoViolations(ann.page, 'a conversation with messages to confirm, and who has confirmed');
  });

  await test.step('who confirms goes over to those who did', async () => {
    await his.message('Casque').getByRole('button', { name: 'J’ai lu' }).click();
    await expect(his.message('Casque')).toContainText(/Vous avez confirmé à \d+\sh\s\d\d/);
    await expect(panel.getByText('1 sur 1 a confirmé')).toBeVisible();
    await expect(panel.getByRole('region', { name: 'Lecture confirmée' })).toContainText(
      /Ben Martin.*\d\d:\d\d/s,
    );
    await expect(awaited).toBeHidden();
  });

  await test.step('the panel gives the focus back to its message', async () => {
    await panel.getByRole('link', { name: 'Fermer' }).click();
    await expect(hers.timeline.locator('[data-seq="2"]')).toBeFocused();
  });
});
