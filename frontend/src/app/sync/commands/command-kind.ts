import {
  type EnvironmentProviders,
  InjectionToken,
  makeEnvironmentProviders,
  type Type,
} from '@angular/core';
import type * as z from 'zod';
import type { ApiError } from '../../core/api-error';
import type { WordKey } from '../../core/i18n/word-keys';
import type { Command } from './command';

/**
 * One kind of change that a person makes ahead of the server: its lane, what it shows at once, how it is sent, how it
 * ends. `T` is what a command of it carries (JSON), `A` what the server answers.
 */
export interface CommandKind<T extends object = object, A = unknown> {
  /** Names it in the log; never changed, for commands of earlier versions carry it. */
  readonly name: string;
  /** What its commands carry. */
  readonly data: z.ZodType<T>;
  /**
   * Of `data`; 1 where left out. One more with each change of what is carried, and with it a step in `upgrade`: what an
   * earlier version of the application left in this browser is read by it, and what a later one left waits for that.
   */
  readonly version?: number;
  /** Whether the interface shows that one waits, and asks before it is lost. */
  readonly counted: boolean;
  /** How long a command rests before its first try, in milliseconds: it may be undone, or more may come. */
  readonly restMs?: number;
  /**
   * Whether a try is noted in the log before it is made, so that `merge` never replaces a command that the server may
   * have. Without, a later command replaces the earlier one at any time.
   */
  readonly noteTries?: boolean;
  /** What people read where it is refused, before the reason; nothing where the kind shows it in another way. */
  readonly refusal?: WordKey;

  /** What a command of an earlier version of the kind carries, as one of this version does. It is checked by `data`. */
  upgrade?(data: unknown, version: number): unknown;
  /** Commands of one lane are sent in order, one at a time. */
  lane(data: T): string;
  /** What a command changes. */
  target(data: T): string;
  /** What takes the place of two of one target; null: they cancel each other. Absent: both are sent. */
  merge?(earlier: T, later: T): T | null;
  /** Lays all that is in the log, the refused ones too, over the stores; called whenever those are others. */
  show(commands: readonly Command<T>[]): void;
  /** One try; it may be a repeat of one whose answer was lost. Throws `ApiError`, whose code decides what becomes of it. */
  send(data: T): Promise<A>;
  /** The server has it: takes the answer into the stores, in each tab, before the command leaves the log. */
  done?(data: T, answer: A): void;
  /** What a later command of the same target carries once the server has the earlier one. */
  rebase?(later: T, answer: A): T;
  /** Whether a refused one stays in the log for the person to decide. */
  keepsRefused?(error: ApiError, data: T): boolean;
}

/** The kinds of commands that are there from the start; features register theirs when they are loaded. */
export const commandKinds = new InjectionToken<readonly CommandKind[]>('kinds of commands');

/** Registers kinds of commands, each an injectable class. */
export function provideCommandKinds(...kinds: readonly Type<CommandKind>[]): EnvironmentProviders {
  return makeEnvironmentProviders([
    ...kinds,
    ...kinds.map((kind) => ({ provide: commandKinds, useExisting: kind, multi: true })),
  ]);
}
