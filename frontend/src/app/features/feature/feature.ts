import type { Injector, Type } from '@angular/core';
import type { ConversationSummary, ItemKindName, Message, User } from '@litspark/shared-contracts';
import type { WordKey } from '../../core/i18n/word-keys';
import type { TextSource } from '../../core/i18n/text-source';
import type { CommandKind } from '../../sync/commands/command-kind';
import type { Icon } from '../../ui/icon.component';
import type { ComposerAction } from './composer-action';
import type { ConversationAction } from './conversation-action';
import type { DraftCopy } from './draft-copy';
import type { ListAction, ListSections } from './list-sections';
import type { NotificationSink } from './notification-sink';
import type { Reader } from './reader';
import type { Shortcut, KeyCap } from './shortcut';
import type { UnreadRule } from './unread-rule';

export type { Reader };

/**
 * What one feature puts into the application. All of it is typed data and small functions: what is heavy is imported by
 * `load` or `run` when it is wanted.
 */
export interface Feature {
  /** As its folder is called; unique. */
  readonly name: string;
  /** Its texts, which are there before any page after sign-in is shown. */
  readonly texts?: TextSource;
  readonly messageActions?: readonly MessageAction[];
  /** How the parts look that it adds to messages. */
  readonly messageParts?: readonly MessagePartView[];
  /** What messages mean to the reader alone. */
  readonly messageMarks?: readonly MessageMark[];
  /** Beside the text that somebody writes. */
  readonly composerActions?: readonly ComposerAction[];
  readonly conversationActions?: readonly ConversationAction[];
  /** What of conversations is shown as unread. */
  readonly unreadRules?: readonly UnreadRule[];
  /** How the list of conversations is divided. */
  readonly listSections?: readonly ListSections[];
  readonly listActions?: readonly ListAction[];
  readonly detailsSections?: readonly DetailsSection[];
  /** Above the text that somebody writes. */
  readonly composerNotes?: readonly ComposerNote[];
  /** Where drafts are kept besides this browser. */
  readonly draftCopies?: readonly DraftCopy[];
  readonly shortcuts?: readonly Shortcut[];
  readonly pages?: readonly Page[];
  readonly panels?: readonly Panel[];
  readonly settings?: readonly SettingsSection[];
  readonly administration?: readonly AdministrationPage[];
  readonly navigation?: readonly NavigationEntry[];
  readonly switcher?: readonly SwitcherEntry[];
  readonly itemKinds?: readonly ItemKind[];
  /** Further ways in which notifications are shown, each a service of the session. */
  readonly notificationSinks?: readonly Load<NotificationSink>[];
  /** Kinds of commands, each a service of the session that is registered when it begins. */
  readonly commands?: readonly Load<CommandKind>[];
  /** Services of the session that begin to work with it: they listen to server events, or to streams of `sync`. */
  readonly services?: readonly Load<unknown>[];
}

/** Imports a class when it is wanted. */
export type Load<T> = () => Promise<Type<T>>;

/** What an action is done to. */
export interface MessageTarget {
  readonly message: Message;
  /** Where on the screen it was asked for. */
  readonly origin: HTMLElement;
  readonly injector: Injector;
}

/** Something to do with one message: in its menu, in the hover bar, by a key, by a finger. */
export interface MessageAction {
  /** Unique over all features. */
  readonly name: string;
  readonly label: WordKey;
  readonly icon: Icon;
  /** Its place among the actions; the smallest comes first. */
  readonly order: number;
  /** Whether the bar that a pointer brings up has it: always, or where there is room. Without, the menu alone has it. */
  readonly hoverBar?: 'always' | 'roomy';
  /** The key that does it on a focused message. */
  readonly key?: ActionKey;
  /** Shown as something that destroys. */
  readonly danger?: boolean;
  /** For what is turned on and off by one action: how it is called on messages where it is on. */
  readonly whileOn?: ActionWhileOn;
  /** Whether the reader may do it. Without, they always may. The conversation is absent until it is known. */
  isAvailable?(message: Message, conversation: ConversationSummary | undefined, reader: Reader): boolean;
  run(target: MessageTarget): void | Promise<void>;
}

/** An action that turns off again what it turned on. */
export interface ActionWhileOn {
  readonly label: WordKey;
  readonly icon: Icon;
  /** Called whenever a message is shown. Reads signals. */
  isOn(message: Message, injector: Injector): boolean;
}

/** How one part of messages looks: a component that gets the `message` as its input, loaded with the first one to be shown. */
export interface MessagePartView {
  /** As it is called in `Message.parts`; unique. What no feature has a view of is shown as unknown. */
  readonly part: string;
  /** A sign beside the time, or a card below the text. */
  readonly place: MessagePartPlace;
  /** Among those in the same place. */
  readonly order: number;
  readonly load: Load<unknown>;
}

export type MessagePartPlace = 'sign' | 'card';

/** A sign beside the time of some messages that nobody but the reader sees; its component gets the `message` as its input. */
export interface MessageMark {
  /** Unique over all features. */
  readonly name: string;
  /** Among the signs of message parts too. */
  readonly order: number;
  readonly load: Load<unknown>;
  /** Called whenever a message is shown. Reads signals. */
  isShown(message: Message, injector: Injector): boolean;
}

/** A line above the composer of some conversations; its component gets the `conversation` as its input. */
export interface ComposerNote {
  /** Unique over all features. */
  readonly name: string;
  readonly order: number;
  readonly load: Load<unknown>;
  /** Reads signals. */
  isShown(conversation: ConversationSummary, injector: Injector): boolean;
}

export interface ActionKey {
  /** `KeyboardEvent.key` in lower case; unique over all features. */
  readonly press: string;
  readonly cap: KeyCap;
  /** What the list of shortcuts says of it, and where. */
  readonly label: WordKey;
  readonly order: number;
}

/** A page of its own, beside the list of conversations. */
export interface Page {
  /** Below the root; unique. */
  readonly path: string;
  /** What the browser's tab calls it. */
  readonly title: WordKey;
  readonly load: Load<unknown>;
}

/** What a route tells the frame around its page. All of it is inherited by the routes below. */
export interface FrameData {
  /** What stands in the column before the page; without, the list of conversations. */
  readonly list?: ListColumn;
  /** On a phone the page has the whole screen, without the bar at its bottom. */
  readonly withoutBar?: boolean;
}

export interface ListColumn {
  /** The address at which a narrow screen shows the list rather than a page. */
  readonly at: string;
  readonly load: Load<unknown>;
  /** In pixels; without, as wide as the person has made the list. */
  readonly width?: number;
}

/** What is shown beside a timeline when asked for, under an address of its own; a page where the screen is narrow. */
export interface Panel {
  /** Below a conversation's address; unique. */
  readonly path: string;
  readonly order: number;
  readonly load: Load<unknown>;
  /** The button at the head of the conversation that opens and closes it. */
  readonly button?: { readonly label: WordKey; readonly icon: Icon; readonly narrowIcon: Icon };
}

/** A part of the details of a conversation: a component that gets `conversationId` as its input. */
export interface DetailsSection {
  /** Unique over all features. */
  readonly name: string;
  readonly order: number;
  readonly load: Load<unknown>;
}

/** A page of the settings, at `/settings/<name>`; its component holds what is below the heading. */
export interface SettingsSection {
  /** Its address below the settings'; unique. */
  readonly name: string;
  readonly label: WordKey;
  /** One sentence under the heading: what it is about. */
  readonly text: WordKey;
  readonly icon: Icon;
  readonly order: number;
  readonly load: Load<unknown>;
}

/** A page for administrators, below `/admin`, in the list of the console. */
export interface AdministrationPage {
  readonly path: string;
  readonly title: WordKey;
  readonly icon: Icon;
  readonly order: number;
  readonly load: Load<unknown>;
  /** The panel of one row, below the page's address; the page has a `PageOutlet` for it. */
  readonly row?: { readonly path: string; readonly load: Load<unknown> };
}

/** A way to a page that is always in view. */
export interface NavigationEntry {
  readonly name: string;
  readonly label: WordKey;
  /** What it is called where there is more room than in the rail; without, the same. */
  readonly title?: WordKey;
  readonly icon: Icon;
  readonly order: number;
  /** The page and those below it are its own: it is shown as current there, and leads back to where it was left. */
  readonly url: string;
  readonly places: readonly NavigationPlace[];
  /** Who sees it; without, everybody. */
  isVisible?(me: User): boolean;
  /** How much of it waits for the person; 0 shows nothing. Reads signals. */
  count?(injector: Injector): number;
}

/**
 * The rail of a wide screen, at its top or at its foot; the bar of a narrow one, which has room for four, the others stand
 * on the person's own page; the menu of one's own face.
 */
export type NavigationPlace = 'rail' | 'rail-foot' | 'bar' | 'own-menu';

/** What people read where the server refuses a change of one of their items of this kind, before the reason. */
export interface ItemKind {
  readonly kind: ItemKindName;
  readonly refusal: WordKey;
}

/** A page that the quick switcher finds by its label. */
export interface SwitcherEntry {
  readonly label: WordKey;
  readonly icon: Icon;
  readonly order: number;
  readonly url: string;
}
