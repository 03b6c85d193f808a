import type { Injector } from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';

/** What of a conversation is shown to the reader as unread, and what of it tells them that it came. */
export interface UnreadState {
  /** The messages after this seq are shown as unread. */
  readonly after: number;
  /** How many those are. */
  readonly count: number;
  /** How many of them mention the reader. */
  readonly mentions: number;
  /** Which messages make a notification, and count where all conversations are counted. `nothing` is shown quietly. */
  readonly tells: 'all' | 'mentions' | 'nothing';
}

/** What a feature changes of it. */
export interface UnreadRule {
  /** Unique over all features. */
  readonly name: string;
  readonly order: number;
  /** The state, or another one. Reads signals; called for each conversation whenever they change. */
  apply(state: UnreadState, conversation: ConversationSummary, injector: Injector): UnreadState;
}
