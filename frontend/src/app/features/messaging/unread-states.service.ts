import { computed, inject, Injectable, Injector } from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { SessionScope } from '../../core/session-scope';
import { ConversationsStore } from '../../stores/conversations.store';
import { FeatureRegistry } from '../feature/feature-registry';
import type { UnreadState } from '../feature/unread-rule';

/** What of each conversation is shown as unread: the read marker has it, and features change it. */
@Injectable({ providedIn: SessionScope })
export class UnreadStates {
  private readonly conversations = inject(ConversationsStore);
  private readonly registry = inject(FeatureRegistry);
  private readonly injector = inject(Injector);

  /** Messages that tell somebody that they came, over all conversations. */
  readonly total = computed(() => this.sum((state) => countOf(state)));
  /** Messages that somebody waits to be read: what is unread in directs, and mentions elsewhere. */
  readonly waiting = computed(() =>
    this.sum((state, { archived, kind }) => {
      if (archived || state.tells === 'nothing') return 0;
      return kind === 'direct' ? countOf(state) : state.mentions;
    }),
  );

  /** Reads signals. */
  of(conversation: ConversationSummary): UnreadState {
    const { lastReadSeq: after, unreadCount: count, mentionCount: mentions } = conversation;
    return this.registry
      .unreadRules()
      .reduce<UnreadState>((state, rule) => rule.apply(state, conversation, this.injector), {
        after,
        count,
        mentions,
        tells: 'all',
      });
  }

  /** Whether it has something unread that isn't shown quietly. Reads signals. */
  isUnread(conversation: ConversationSummary): boolean {
    const { count, tells } = this.of(conversation);
    return count > 0 && tells !== 'nothing';
  }

  private sum(count: (state: UnreadState, conversation: ConversationSummary) => number): number {
    return this.conversations.all().reduce((sum, one) => sum + count(this.of(one), one), 0);
  }
}

function countOf({ tells, count, mentions }: UnreadState): number {
  if (tells === 'nothing') return 0;
  return tells === 'all' ? count : mentions;
}
