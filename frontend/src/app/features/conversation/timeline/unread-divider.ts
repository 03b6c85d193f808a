import { effect, inject, type Signal, signal, untracked, type WritableSignal } from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { PageVisibility } from '../../../core/page-visibility';

/**
 * The seq after which the unread rule stands, or null: read up to there when the reader came, or when they went to look
 * elsewhere.
 */
export function unreadDivider(
  conversation: Signal<ConversationSummary | undefined>,
): WritableSignal<number | null> {
  const visibility = inject(PageVisibility);
  const after = signal<number | null>(null);
  let arrived = false;
  effect(() => {
    const present = conversation();
    if (!present || arrived) return;
    arrived = true;
    after.set(present.unreadCount > 0 ? present.lastReadSeq : null);
  });
  effect(() => {
    if (visibility.watched() || !arrived) return;
    const present = untracked(conversation);
    if (present?.unreadCount === 0) after.set(present.lastReadSeq);
  });
  return after;
}
