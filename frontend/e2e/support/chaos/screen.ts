import type { Page } from '@playwright/test';
import type { Message } from '@litspark/shared-contracts';

/** A message as somebody sees it. */
export interface Shown {
  seq: number | null;
  clientMessageId: string;
  text: string;
  edited: boolean;
  reactions: string[];
  /** Of one's own messages. */
  tick: string | null;
}

const tombstone = 'Message supprimé';

/** Every message on the page, from the top. */
export function shownOn(page: Page): Promise<Shown[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-message]')].map((row) => ({
      seq: row.dataset['seq'] ? Number(row.dataset['seq']) : null,
      clientMessageId: row.dataset['message']?.slice(-36) ?? '',
      text: row.querySelector('ls-message-body, .deleted')?.textContent?.trim() ?? '',
      edited: row.querySelector('.edited') !== null,
      reactions: [...row.querySelectorAll('ls-reactions .pill')]
        .map((pill) => pill.textContent?.replace(/\s/g, '') ?? '')
        .filter((reaction) => reaction !== ''),
      tick: row.querySelector('ls-sent-state')?.className ?? null,
    })),
  );
}

/** What `viewerId` is to see of these, once everybody has read everything. */
export function expectedOf(messages: readonly Message[], viewerId: string): Shown[] {
  return messages.map(({ seq, clientMessageId, body, senderId, editedAt, deletedAt, reactions }) => ({
    seq,
    clientMessageId,
    text: deletedAt ? tombstone : body,
    edited: editedAt !== null && !deletedAt,
    reactions: reactions.map(({ emoji, count }) => `${emoji}${count}`),
    tick: senderId === viewerId && !deletedAt ? 'read' : null,
  }));
}
