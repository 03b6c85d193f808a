import { computed, effect, inject, type Signal, signal, untracked, type WritableSignal } from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { PageVisibility } from '../../../core/page-visibility';
import { UnreadStates } from '../../messaging/unread-states.service';

/**
 * The seq after which the unread rule stands, or null: read up to there when the reader came, or when they went to look
 * elsewhere; or shown as unread from there, though it is read.
 */
export function unreadDivider(
  conversation: Signal<ConversationSummary | undefined>,
): WritableSignal<number | null> {
  const visibility = inject(PageVisibility);
  const unreadStates = inject(UnreadStates);
  const after = signal<number | null>(null);
  let arrived = false;
  effect(() => {
    const present = conversation();
    if (!present || arrived) return;
    arrived = true;
    const unread = untracked(() => unreadStates.of(present));
    after.set(unread.count > 0 ? unread.after : null);
  });
  effect(() => {
    if (visibility.watched() || !arrived) return;
    const present = untracked(conversation);
    if (present?.unreadCount === 0) after.set(present.lastReadSeq);
  });
  const backTo = computed(() => {
    const present = conversation();
    const unread = present && unreadStates.of(present);
    return unread && unread.after < present.lastReadSeq ? unread.after : null;
  });
  effect(() => {
    const back = backTo();
    if (back !== null) after.set(back);
  });
  return after;
}
