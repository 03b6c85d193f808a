import type { Injector } from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';

/** A section of the list of conversations. */
export interface ListSection {
  /** Unique over all features. */
  readonly id: string;
  /** As the person reads it. */
  readonly title: string;
  /** Whether it shows its title alone; where absent, this browser keeps that. */
  readonly isCollapsed?: boolean;
  /** Whether it is shown while nothing stands in it. */
  readonly staysEmpty?: boolean;
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
}
