import type { Locator } from '@playwright/test';
import { expectNoViolations } from '../../../../../e2e/support/accessibility';
import { expect, test } from '../../../../../e2e/support/people';
import { Messaging } from '../../../../../e2e/support/messaging';

/** The titles of the sections that a list shows, in their order. */
const titles = (his: Messaging): Locator => his.list.getByRole('heading', { level: 3 });
const standingIn = (his: Messaging, section: string): Locator =>
  his.list.getByRole('list', { name: section }).getByRole('link');

const head = (his: Messaging, title: string): Locator =>
  titles(his)
    .getByRole('button')
    .filter({ hasText: new RegExp(`^${title}`) });
const section = (his: Messaging, title: string): Locator =>
  his.list
    .locator('[data-section]')
    .filter({ has: his.page.getByRole('button', { name: title, exact: true }) });

async function create(his: Messaging, title: string): Promise<void> {
  await his.list.getByRole('button', { name: 'Organiser la liste' }).click();
  await his.page.getByRole('menuitem', { name: 'Nouvelle section' }).click();
  await his.page.getByRole('textbox', { name: 'Nom de la section' }).fill(title);
  await his.page.keyboard.press('Enter');
  await expect(head(his, title)).toBeVisible();
}

/** As a hand drags: over the place for a moment before it lets go. */
async function drag(his: Messaging, what: Locator, to: Locator, { above = false } = {}): Promise<void> {
  await what.hover();
  await his.page.mouse.down();
  const box = (await to.boundingBox())!;
  const [x, y] = [box.x + 80, box.y + (above ? 4 : box.height - 4)];
  await his.page.mouse.move(x - 3, y, { steps: 5 });
  await his.page.mouse.move(x - 2, y);
  await his.page.mouse.move(x, y);
  await his.page.mouse.up();
}

test('the sections of the list are the same on all devices of a person', async ({
  bensAccount,
  newBrowser,
  direct,
  group,
}) => {
  const browser = await newBrowser(bensAccount);
  const desk = await new Messaging(browser.page).open(direct.id);
  const away = await new Messaging((await newBrowser(bensAccount)).page).open(direct.id);
  const both = [desk, away];

  await test.step('one is made, and filled by a menu', async () => {
    await create(desk, 'Projet');
    await desk.row('Équipe').click({ button: 'right' });
    await desk.page.getByRole('menuitem', { name: 'Ranger dans' }).click();
    await desk.page.getByRole('menuitemradio', { name: 'Projet' }).click();
    for (const his of both) await expect(standingIn(his, 'Projet')).toHaveText(/Équipe/);
  });

  await test.step('one is made for a conversation', async () => {
    await away.row('Ann Martin').click({ button: 'right' });
    await away.page.getByRole('menuitem', { name: 'Ranger dans' }).click();
    await away.page.getByRole('menuitem', { name: 'Nouvelle section…' }).click();
    await away.page.getByRole('textbox', { name: 'Nom de la section' }).fill('Proches');
    await away.page.getByRole('button', { name: 'Créer' }).click();
    for (const his of both) {
      await expect(standingIn(his, 'Proches')).toHaveText(/Ann Martin/);
      await expect(titles(his)).toHaveText(['Projet', 'Proches']);
    }
  });

  await test.step('one is renamed', async () => {
    await head(desk, 'Projet').click({ button: 'right' });
    await desk.page.getByRole('menuitem', { name: 'Renommer' }).click();
    await desk.page.getByRole('textbox', { name: 'Nom de la section' }).fill('Lot 4');
    await desk.page.keyboard.press('Enter');
    for (const his of both) await expect(titles(his)).toHaveText(['Lot 4', 'Proches']);
  });

  await test.step('one is folded', async () => {
    await head(desk, 'Lot 4').click();
    for (const his of both) {
      await expect(head(his, 'Lot 4')).toHaveAttribute('aria-expanded', 'false');
      await expect(head(his, 'Lot 4')).toContainText('1 conversation');
      await expect(his.row('Équipe')).toHaveCount(0);
    }
  });

  await test.step('what two devices change without knowing of each other both stays', async () => {
    await browser.context.setOffline(true);
    await expect(desk.status).toContainText('Hors ligne');
    await create(desk, 'Du train');
    await head(desk, 'Proches').click();
    await create(away, 'Du bureau');
    await expect(titles(away)).toHaveText([/^Lot 4/, 'Proches', 'Du bureau']);
    await browser.context.setOffline(false);
    for (const his of both) {
      await expect(titles(his)).toHaveText([/^Lot 4/, /^Proches/, 'Du bureau', 'Du train']);
      await expect(head(his, 'Proches')).toHaveAttribute('aria-expanded', 'false');
    }
  });
  expect(group.kind).toBe('group');
});

test('sections are ordered by dragging and by keys, a deleted one comes back, and what is unread stands first', async ({
  annsAccount: ann,
  ben,
  direct,
  group,
}) => {
  const his = await new Messaging(ben.page).open(direct.id);

  await test.step('what is unread stands first where one likes, and stays there while it is read', async () => {
    await his.list.getByRole('button', { name: 'Organiser la liste' }).click();
    await ben.page.getByRole('menuitemcheckbox', { name: 'Non lus en premier' }).click();
    await expect(titles(his)).toHaveText(['Messages directs', 'Groupes']);
    await ann.api.send(group.id, 'Du nouveau');
    await expect(standingIn(his, 'Non lus')).toHaveText(/Équipe/);
    await his.goTo('Équipe');
    await expect(his.message('Du nouveau')).toBeVisible();
    await expect(his.row('Équipe')).not.toContainText('non lu');
    await expect(standingIn(his, 'Non lus')).toHaveText(/Équipe/);
    await his.goTo('Ann Martin');
    await expect(titles(his)).toHaveText(['Messages directs', 'Groupes']);
  });

  await test.step('sections are ordered by dragging', async () => {
    for (const title of ['Un', 'Deux', 'Trois']) await create(his, title);
    await expect(titles(his)).toHaveText(['Un', 'Deux', 'Trois', 'Messages directs', 'Groupes']);
    await drag(his, head(his, 'Trois'), section(his, 'Un'), { above: true });
    await expect(titles(his)).toHaveText(['Trois', 'Un', 'Deux', 'Messages directs', 'Groupes']);
    await drag(his, head(his, 'Trois'), section(his, 'Un'));
    await expect(titles(his)).toHaveText(['Un', 'Trois', 'Deux', 'Messages directs', 'Groupes']);
  });

  await test.step('and by keys', async () => {
    await head(his, 'Un').focus();
    await ben.page.keyboard.press('Shift+ArrowDown');
    await expect(titles(his)).toHaveText(['Trois', 'Un', 'Deux', 'Messages directs', 'Groupes']);
    await expect(head(his, 'Un')).toBeFocused();
    await ben.page.keyboard.press('Shift+ArrowDown');
    await expect(titles(his)).toHaveText(['Trois', 'Deux', 'Un', 'Messages directs', 'Groupes']);
    await expect(ben.page.getByText('Un\u202f: section 3 sur 3')).toBeAttached();
  });

  await test.step('a deleted section comes back', async () => {
    await drag(his, his.row('Équipe'), section(his, 'Deux'));
    await expect(standingIn(his, 'Deux')).toHaveText(/Équipe/);
    await expect(titles(his)).toHaveText(['Trois', 'Deux', 'Un', 'Messages directs']);
    await head(his, 'Deux').focus();
    await ben.page.keyboard.press('Shift+F10');
    await ben.page.getByRole('menuitem', { name: 'Supprimer' }).click();
    await expect(titles(his)).toHaveText(['Trois', 'Un', 'Messages directs', 'Groupes']);
    await ben.page.getByRole('button', { name: 'Annuler' }).click();
    await expect(titles(his)).toHaveText(['Trois', 'Deux', 'Un', 'Messages directs']);
    await expect(standingIn(his, 'Deux')).toHaveText(/Équipe/);
  });

  await test.step('what is dragged may go among the favourites, or nowhere', async () => {
    // The favourites are shown while something could be put there.
    await his.row('Équipe').hover();
    await ben.page.mouse.down();
    await ben.page.mouse.move(200, 300, { steps: 3 });
    const favourites = his.list.locator('[data-section=favourites]');
    await expect(favourites).toBeVisible();
    // Let go beside the list, nothing happens.
    await ben.page.mouse.move(900, 300, { steps: 3 });
    await ben.page.mouse.up();
    await expect(favourites).toHaveCount(0);
    await drag(his, his.row('Équipe'), section(his, 'Messages directs'));
    await expect(standingIn(his, 'Deux')).toHaveText(/Équipe/);
  });

  await test.step('a section, its menu and its name have no violations', async () => {
    await his.list.getByRole('button', { name: 'Organiser la liste' }).click();
    await ben.page.getByRole('menuitem', { name: 'Nouvelle section' }).click();
    await ben.page.getByRole('textbox', { name: 'Nom de la section' }).fill('x'.repeat(61));
    await expectNoViolations(ben.page, 'a name for a section that is too long');
    await ben.page.getByRole('textbox', { name: 'Nom de la section' }).fill('Projet');
    await ben.page.keyboard.press('Enter');
    await his.list.getByRole('button', { name: 'Actions pour Projet' }).click();
    await expectNoViolations(ben.page, 'an empty section, with its menu');
  });
});
