import type { Injector } from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';
import type { WordKey } from '../../core/i18n/word-keys';
import type { Icon } from '../../ui/icon.component';

/** What an action is done to. */
export interface ConversationTarget {
  readonly conversation: ConversationSummary;
  readonly injector: Injector;
}

interface ConversationEntry {
  /** Unique over all features. */
  readonly name: string;
  readonly label: WordKey;
  readonly icon: Icon;
  readonly order: number;
  /** Whether the reader may use it. Without, they always may. Reads signals. */
  isAvailable?(target: ConversationTarget): boolean;
}

/** Something to do with a conversation. */
export interface ConversationDeed extends ConversationEntry {
  run(target: ConversationTarget): void | Promise<void>;
}

/** Something to choose for a conversation. */
export interface ConversationChoice extends ConversationEntry {
  /** What there is to choose from. Reads signals. */
  choices(target: ConversationTarget): readonly Choice[];
}

export interface Choice {
  /** As the person reads it. */
  readonly label: string;
  /** Whether it is the present one; absent where it only does something. */
  readonly isChosen?: boolean;
  run(): void | Promise<void>;
}

/** In the menu of a conversation: at its row in the list and at its head, by pointer, finger and key. */
export type ConversationAction = ConversationDeed | ConversationChoice;

export const isChoice = (action: ConversationAction): action is ConversationChoice => 'choices' in action;
