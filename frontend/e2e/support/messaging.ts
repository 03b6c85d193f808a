import { expect, type Locator, type Page } from '@playwright/test';

/** The messaging as somebody sees it in French: what is on the screen, by role and name. */
export class Messaging {
  constructor(readonly page: Page) {}

  /** Opens a conversation, or the list beside none on a wide screen, and waits until it is live. */
  async open(conversationId?: string): Promise<this> {
    // The address of the list would lead on to a conversation.
    await this.page.goto(conversationId ? `/c/${conversationId}` : '/channels');
    if (!conversationId) await this.page.getByRole('link', { name: 'LitSpark', exact: true }).click();
    await expect(this.status).toHaveText('Connecté en temps réel');
    return this;
  }

  get status(): Locator {
    return this.page.getByTestId('connection-status').filter({ visible: true });
  }

  /** By the menu of one's own face. */
  async openSettings(page: 'Paramètres' | 'Apparence' = 'Paramètres'): Promise<void> {
    await this.page.getByRole('button', { name: /^Vous\s: / }).click();
    await this.page.getByRole('menuitem', { name: page }).click();
  }

  /** An entry of the rail. */
  entry(name: string): Locator {
    return this.page.locator('ls-rail').getByRole('link', { name });
  }

  get list(): Locator {
    return this.page.getByRole('navigation', { name: 'Conversations', exact: true });
  }

  row(name: string): Locator {
    return this.list.getByRole('link', { name });
  }

  /** Goes to a conversation by its row; resolves once the page is about it. */
  async goTo(name: string): Promise<void> {
    await this.row(name).click();
    await expect(this.page.getByRole('main').getByRole('heading', { level: 1 })).toContainText(name);
  }

  get timeline(): Locator {
    return this.page.getByRole('region', { name: 'Messages', exact: true });
  }

  message(text: string): Locator {
    return this.timeline.getByRole('listitem').filter({ hasText: text });
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: /^Écrire (à|dans) / });
  }

  async send(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  get toasts(): Locator {
    return this.page.locator('ls-toast');
  }
}
