import type { Injector } from '@angular/core';
import type { WordKey } from '../../core/i18n/word-keys';

/** What is written on a key: a sign that is the same everywhere, or a text. `command` is ⌘ or Ctrl. */
export type KeyCap = string | { readonly text: WordKey };

/** How a person has set their keys. */
export interface KeySettings {
  /** ⌘ or Ctrl. */
  readonly modifier: string;
  readonly enterSends: boolean;
}

/** One key with those that are held down with it. */
export interface KeyPress {
  /** `KeyboardEvent.key` in lower case. */
  readonly key: string;
  /** `command` is ⌘ on Apple's keyboards, Ctrl on others. */
  readonly with?: readonly ('command' | 'alt' | 'shift')[];
}

/** What a key does, as the list of shortcuts says it. */
export interface Shortcut {
  /** Unique over all features. */
  readonly name: string;
  readonly label: WordKey;
  /** Its place in the list; the smallest comes first. */
  readonly order: number;
  readonly caps: (settings: KeySettings) => readonly KeyCap[];
  /** Where it works: absent for a key that only a part of the screen knows, and acts on itself. */
  readonly global?: GlobalKeys;
}

/** Keys that work wherever the focus is; those with neither ⌘, Ctrl nor Alt do not while somebody types. */
export interface GlobalKeys {
  /** Each unique over all features. */
  readonly presses: readonly KeyPress[];
  /** Whether they are taken from the browser while a dialog is open too. */
  readonly inDialogs?: boolean;
  run(injector: Injector, event: KeyboardEvent): void | Promise<void>;
}

/** Names a press: those that are one combination have one name. */
export function pressName({ key, with: held = [] }: KeyPress): string {
  return [...[...held].sort(), key].join('+');
}

/** The press that an event is. `onApple` says which key is `command`. */
export function pressOf(event: KeyboardEvent, onApple: boolean): KeyPress {
  const key = event.key.toLowerCase();
  // Which signs need Shift depends on the keyboard.
  const isSign = key.length === 1 && key === event.key.toUpperCase();
  const held = {
    command: onApple ? event.metaKey : event.ctrlKey,
    alt: event.altKey,
    shift: event.shiftKey && !isSign,
  };
  return { key, with: (['command', 'alt', 'shift'] as const).filter((name) => held[name]) };
}
