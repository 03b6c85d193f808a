import type { Injector } from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';
import type { WordKey } from '../../core/i18n/word-keys';
import type { Icon } from '../../ui/icon.component';
import type { Reader } from './reader';

/** Where somebody writes, as an action sees it. */
export interface ComposerTarget {
  readonly conversation: ConversationSummary;
  /** The button that was used. */
  readonly origin: HTMLElement;
  readonly injector: Injector;
  /** Puts text in the place of what is selected, and gives the field the focus. */
  readonly insert: (text: string) => void;
  /** Gives the field the focus. */
  readonly focus: () => void;
}

interface ComposerEntry {
  /** Unique over all features. */
  readonly name: string;
  readonly label: WordKey;
  readonly icon: Icon;
  readonly order: number;
  /**
   * A button under the text, an entry of the menu «+», or beside «Send» as another way to send, offered once there is a text that
   * can be sent; where the screen is narrow the menu has all of them.
   */
  readonly place: 'tool' | 'menu' | 'send';
  /** Whether the writer may use it here. Without, they always may. An edit offers none. */
  isAvailable?(conversation: ConversationSummary, writer: Reader): boolean;
}

/** Something to do while one writes. */
export interface ComposerTool extends ComposerEntry {
  run(target: ComposerTarget): void | Promise<void>;
}

/** A part that the message will have, the same each time: set by a first use, taken away by a second. */
export interface SamePart extends ComposerEntry {
  /** As `parts` of a send names it, and what the send brings for it (JSON); unique over all features. */
  readonly part: { readonly name: string; readonly input: unknown };
  /** What the composer, and the message while it waits, say of it. */
  readonly chip: WordKey;
}

/** A part for which the writer is asked: by a first use, and by a second, or by the chip, with what there is. */
export interface AskedPart extends ComposerEntry {
  readonly part: {
    readonly name: string;
    /**
     * Gives what the send brings for it (JSON); null or undefined changes nothing. `before` is what an earlier answer gave, undefined
     * where there is none: it may be declared as the input of the part. The field has the focus afterwards.
     */
    ask(target: ComposerTarget, before: unknown): Promise<unknown>;
  };
  /** A text, of what the send brings. Reads signals. */
  chip(input: unknown, injector: Injector): string;
}

export type ComposerPart = SamePart | AskedPart;
export type ComposerAction = ComposerTool | ComposerPart;

export const isPart = (action: ComposerAction): action is ComposerPart => 'part' in action;
export const isAsked = (action: ComposerPart): action is AskedPart => 'ask' in action.part;
