import type { ApiError } from '../../core/api-error';
import { firstOfEach, nextTryAt } from '../queue-rules';
import type { Command } from './command';
import type { CommandKind } from './command-kind';

export const sameTarget = (a: Command, b: Command): boolean => a.kind === b.kind && a.target === b.target;

/** The command after a try that failed: to be tried again, or refused. */
export function afterFailure(command: Command, error: ApiError, now: number, random = Math.random): Command {
  const attempts = command.attempts + 1;
  const notBefore = nextTryAt(error, attempts, now, random);
  if (notBefore === null) return { ...command, attempts, state: 'refused', error };
  return { ...command, attempts, state: 'waiting', error, notBefore };
}

/** A connection is back: what failed for want of one need not wait any longer. */
export function afterReconnection(command: Command): Command {
  const waitsForIt = command.state === 'waiting' && command.error && command.error.code !== 'RATE_LIMITED';
  return waitsForIt ? { ...command, notBefore: 0 } : command;
}

/** Of each lane the first that isn't refused: a refused one lets the next ones pass. */
export function heads(commands: readonly Command[]): Command[] {
  return firstOfEach(
    commands.filter(({ state }) => state !== 'refused'),
    ({ lane }) => lane,
  );
}

/** Kept in this browser and not on its way. */
export const isReady = ({ state, order }: Command): boolean => state === 'waiting' && order !== null;

/** A new command, with the commands whose place it takes. */
export interface Placed {
  readonly command: Command;
  readonly replaced: readonly Command[];
  /** It and what it replaces cancel each other, unless that was begun meanwhile. */
  readonly cancels: boolean;
}

/** Merges a new command with what waits of the same target; what was refused of it is decided by it. */
export function placed(command: Command, commands: readonly Command[], kind: CommandKind): Placed {
  const others = commands.filter((other) => sameTarget(other, command));
  const refused = others.filter(({ state }) => state === 'refused');
  const earlier = others.findLast(({ state, begun }) => state === 'waiting' && !(kind.noteTries && begun));
  if (!kind.merge || !earlier) return { command, replaced: refused, cancels: false };
  const data = kind.merge(earlier.data as object, command.data as object);
  const { error, attempts } = earlier;
  // It rests no longer than what it replaces, and waits as long as the server asked.
  const notBefore = error
    ? Math.max(earlier.notBefore, command.notBefore)
    : Math.min(earlier.notBefore, command.notBefore);
  return {
    command: { ...command, data: data ?? command.data, notBefore, error, attempts },
    replaced: [...refused, earlier],
    cancels: data === null,
  };
}

/** What is on its way from this tab stays so; anything else is as it was kept, but not later than it was due here. */
export function reconciled(held: Command | undefined, kept: Command): Command {
  if (!held) return kept;
  if (held.state === 'sending') return held;
  const { data } = held;
  const same = JSON.stringify(data) === JSON.stringify(kept.data);
  return {
    ...kept,
    data: same ? data : kept.data,
    notBefore: Math.min(held.notBefore, kept.notBefore),
    begun: held.begun || kept.begun,
  };
}
