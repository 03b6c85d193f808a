import { expect, type Locator, type Page } from '@playwright/test';
import { Messaging } from '../messaging';
import type { Person } from '../people';
import type { Dice } from './dice';
import { kept } from './kept';
import { Cable } from './wire';

/** What was typed and sent, and what may have become of it. */
export interface Typed {
  /** Null where the page was killed in the instant of sending: it may be stored, or lost. */
  clientMessageId: string | null;
  /** What it said first, and what it was edited to. */
  bodies: string[];
  deleted: boolean;
}

export type End = 'reload' | 'close' | 'crash';

const themes = { light: 'Clair', dark: 'Sombre', system: 'Système' } as const;
export type Theme = keyof typeof themes;

/** One of those who talk, and their browser, in which everything may happen at any time. */
export class Writer {
  readonly typed: Typed[] = [];
  /** By `clientMessageId`: whether one's own thumb is to be there. */
  readonly thumbs = new Map<string, boolean>();
  /** What was chosen last. */
  theme: Theme = 'system';
  /** What was typed last and not sent. */
  draft = '';
  private pages: Page[] = [];
  private count = 0;

  private constructor(
    readonly person: Person,
    readonly cable: Cable,
    private readonly conversationId: string,
    private readonly dice: Dice,
  ) {}

  static async begin(person: Person, conversationId: string, dice: Dice): Promise<Writer> {
    const writer = new Writer(person, await Cable.lay(person.context), conversationId, dice);
    writer.follow(person.page);
    await new Messaging(person.page).open(conversationId);
    return writer;
  }

  get tabs(): readonly Page[] {
    return this.pages;
  }

  /** Opens the conversation once more, beside the tabs that are there. */
  async anotherTab(): Promise<void> {
    const page = await this.person.context.newPage();
    this.follow(page);
    await this.show(page);
  }

  /** One of the tabs, with the conversation in it. */
  async tab(): Promise<Page> {
    if (this.pages.length === 0) await this.anotherTab();
    const page = this.dice.pick(this.pages);
    if (!page.url().includes(this.conversationId)) await this.show(page);
    return page;
  }

  async send(page: Page): Promise<void> {
    const { body } = await this.type(page);
    const clientMessageId = await kept(page, this.person.user.id, body);
    this.typed.push({ clientMessageId, bodies: [body], deleted: false });
  }

  /** The page goes in the instant of sending. */
  async sendAndDie(page: Page, end: End): Promise<void> {
    const { body } = await this.type(page);
    this.typed.push({ clientMessageId: null, bodies: [body], deleted: false });
    await this.end(page, end);
  }

  async edit(page: Page): Promise<void> {
    const target = await this.target(page);
    if (!target) return;
    const body = `${target.typed.bodies[0]} puis ${(this.count += 1)}`;
    await target.row.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Modifier' }).click();
    await expect(new Messaging(page).composer).toHaveValue(/\S/);
    await new Messaging(page).send(body);
    target.typed.bodies.push(body);
  }

  async delete(page: Page): Promise<void> {
    const target = await this.target(page);
    if (!target) return;
    target.typed.deleted = true;
    await target.row.focus();
    await page.keyboard.press('Delete');
    await expect(target.row).toContainText('Message supprimé');
  }

  async react(page: Page): Promise<void> {
    const last = page.locator('.row[data-seq]:not(:has(.deleted))').last();
    if ((await last.count()) === 0) return;
    // The other may write meanwhile: the same row to the end.
    const key = (await last.getAttribute('data-message')) ?? '';
    const row = page.locator(`[data-message="${key}"]`);
    await row.focus();
    const thumb = row.locator('ls-reactions').getByRole('button', { name: /^👍/ });
    const before = (await thumb.count()) > 0 && (await thumb.getAttribute('aria-pressed')) === 'true';
    await page.keyboard.press('e');
    await page.getByRole('button', { name: 'Réagir avec 👍' }).click();
    this.thumbs.set(key.slice(-36), !before);
  }

  /** Types something and leaves it. */
  async leaveDraft(page: Page): Promise<void> {
    this.draft = `À finir ${(this.count += 1)}`;
    await new Messaging(page).composer.fill(this.draft);
  }

  async chooseTheme(page: Page): Promise<void> {
    const theme = this.dice.pick(Object.keys(themes) as Theme[]);
    await new Messaging(page).openSettings('Apparence');
    await page.getByRole('button', { name: themes[theme] }).click();
    this.theme = theme;
  }

  /** The session ends while nobody looks; the same person signs in again. */
  async expire(page: Page): Promise<void> {
    // A session that is being renewed at this moment would bring its cookie back.
    await page.goto('about:blank');
    await this.person.context.clearCookies();
    await this.cable.become('whole');
    await this.cable.plugged(true);
    await page.goto(`/c/${this.conversationId}`);
    await expect(page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
    await page.getByLabel('Adresse e-mail').fill(this.person.email);
    await page.getByLabel('Mot de passe', { exact: true }).fill(this.person.password);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await this.ready(page);
  }

  async lookElsewhere(page: Page): Promise<void> {
    await new Messaging(page).goTo('Équipe');
  }

  async end(page: Page, end: End): Promise<void> {
    if (end === 'reload') {
      if (!page.url().includes(this.conversationId)) return this.show(page);
      await page.reload();
      return this.ready(page);
    }
    if (end === 'crash') {
      const crashed = page.waitForEvent('crash');
      const tools = await this.person.context.newCDPSession(page);
      tools.send('Page.crash').catch(() => undefined);
      await crashed;
    }
    this.pages = this.pages.filter((other) => other !== page);
    await page.close();
  }

  /** The network is whole again, and the conversation is shown in every tab. */
  async heal(): Promise<void> {
    await this.cable.become('whole');
    await this.cable.plugged(true);
    if (this.pages.length === 0) await this.anotherTab();
    for (const page of this.pages) if (!page.url().includes(this.conversationId)) await this.show(page);
  }

  private async type(page: Page): Promise<{ body: string }> {
    const name = this.person.user.displayName.split(' ')[0];
    const body = `${name} ${(this.count += 1)}`;
    await new Messaging(page).send(body);
    this.draft = '';
    return { body };
  }

  /** One of the last of one's own that is stored as far as this page knows. */
  private async target(page: Page): Promise<{ typed: Typed; row: Locator } | null> {
    const typed = this.dice.pick(
      this.typed.slice(-5).concat({ clientMessageId: null, bodies: [], deleted: false }),
    );
    if (typed.clientMessageId === null || typed.deleted) return null;
    const row = page.locator(`[data-message$="${typed.clientMessageId}"][data-seq]`);
    return (await row.count()) === 1 ? { typed, row } : null;
  }

  private follow(page: Page): void {
    this.pages.push(page);
    // Tabs of one browser may share a process, and die together.
    page.on('crash', () => {
      this.pages = this.pages.filter((other) => other !== page);
    });
  }

  private async show(page: Page): Promise<void> {
    await page.goto(`/c/${this.conversationId}`);
    await this.ready(page);
  }

  private async ready(page: Page): Promise<void> {
    await expect(new Messaging(page).composer).toBeVisible();
  }
}
