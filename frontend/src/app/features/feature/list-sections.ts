import type { Injector } from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';
import type { WordKey } from '../../core/i18n/word-keys';
import type { Icon } from '../../ui/icon.component';

/** A section of the list of conversations. */
export interface ListSection {
  /** Unique over all features. */
  readonly id: string;
  /** As the person reads it. */
  readonly title: string;
  /** Whether it shows its title alone; where absent, this browser keeps that. */
  readonly isCollapsed?: boolean;
  /** What it says while nothing stands in it; without, it isn't shown then. */
  readonly emptyText?: string;
}

/** Sections that a feature puts into the list. Each conversation stands in the first one that takes it. */
export interface ListSections {
  /** Unique over all features. */
  readonly name: string;
  readonly order: number;
  /** Those there are, in their order. Reads signals. */
  all(injector: Injector): readonly ListSection[];
  /** The id of that one of them in which a conversation stands; null: in none. Reads signals; called for each conversation. */
  of(conversation: ConversationSummary, injector: Injector): string | null;
  /** Keeps whether one of them is collapsed; without, this browser does. */
  setCollapsed?(id: string, isCollapsed: boolean, injector: Injector): void;
  /** Puts a conversation into one of them. Without, people can't. */
  take?(conversation: ConversationSummary, id: string, injector: Injector): void;
  /** Whether one of them takes it; without, each takes all. */
  takes?(conversation: ConversationSummary, id: string): boolean;
  /** Lets a conversation go that is put into a section further down. */
  release?(conversation: ConversationSummary, injector: Injector): void;
  /** Puts one of them before another one, or last with null. Without, their order is fixed. */
  move?(id: string, before: string | null, injector: Injector): void;
  /** What can be done with one of them. */
  readonly actions?: readonly SectionAction[];
}

/** In the menu of a section: at its title in the list. */
export interface SectionAction {
  readonly name: string;
  readonly label: WordKey;
  readonly icon: Icon;
  /** Shown as something that destroys. */
  readonly danger?: boolean;
  /** The key that does it with Shift at the title: `KeyboardEvent.key`, and what is written on it. */
  readonly shiftKey?: { readonly press: string; readonly cap: string };
  /** Without, it always may be used. Reads signals. */
  isAvailable?(id: string, injector: Injector): boolean;
  run(id: string, injector: Injector): void | Promise<void>;
}

/** In the menu of the list of conversations. */
export interface ListAction {
  /** Unique over all features. */
  readonly name: string;
  readonly label: WordKey;
  readonly icon: Icon;
  readonly order: number;
  /** Whether what it switches is on; absent where it does something else. Reads signals. */
  isOn?(injector: Injector): boolean;
  run(injector: Injector): void | Promise<void>;
}
