import type { Message } from '@litspark/shared-contracts';
import type { MessageWindow } from '../stores/timeline';

/**
 * How what the server says, in any order and any number of times, becomes one contiguous stretch of messages.
 * Pure: the higher revision of a message wins, and `revision` only counts what is known without a gap.
 */

/** Past so many pushes ahead of a gap they are let go: the pull that fills the gap brings them anyway. */
const mostAhead = 500;

export function newWindow(messages: readonly Message[], lastSeq: number, revision: number): MessageWindow {
  return { messages, lastSeq: Math.max(lastSeq, messages.at(-1)?.seq ?? 0), revision, ahead: [] };
}

function highestBySeq(messages: readonly Message[]): Map<number, Message> {
  const bySeq = new Map<number, Message>();
  for (const message of messages) {
    const other = bySeq.get(message.seq);
    if (!other || message.revision > other.revision) bySeq.set(message.seq, message);
  }
  return bySeq;
}

/** Replaces what is older and goes on at both ends as far as there is no gap; an empty stretch begins at 1. */
function mergeContiguous(messages: readonly Message[], incoming: readonly Message[]): readonly Message[] {
  const bySeq = highestBySeq(incoming);
  const first = messages[0]?.seq ?? 1;
  const next = messages.length > 0 ? first + messages.length : 1;
  const before: Message[] = [];
  for (let seq = first - 1; bySeq.has(seq); seq -= 1) before.unshift(bySeq.get(seq) as Message);
  const after: Message[] = [];
  for (let seq = next; bySeq.has(seq); seq += 1) after.push(bySeq.get(seq) as Message);
  let replaced = false;
  const kept = messages.map((message) => {
    const other = bySeq.get(message.seq);
    if (!other || other.revision <= message.revision) return message;
    replaced = true;
    return other;
  });
  if (!replaced && before.length === 0 && after.length === 0) return messages;
  return [...before, ...kept, ...after];
}

/** Counts on from `revision` through what came ahead, and keeps what is still ahead of a gap, each change once. */
function advanceRevision(
  revision: number,
  ahead: readonly Message[],
): Pick<MessageWindow, 'revision' | 'ahead'> {
  let reached = revision;
  const byRevision = new Map<number, Message>();
  for (const message of ahead)
    if (!byRevision.has(message.revision)) byRevision.set(message.revision, message);
  const sorted = [...byRevision.values()].sort((a, b) => a.revision - b.revision);
  for (const message of sorted) {
    if (message.revision > reached + 1) break;
    reached = Math.max(reached, message.revision);
  }
  const left = sorted.filter((message) => message.revision > reached);
  return { revision: reached, ahead: left.length > mostAhead ? [] : left };
}

/** The message at a seq as the stretch holds it. */
function heldAt({ messages }: MessageWindow, seq: number): Message | undefined {
  return messages[seq - (messages[0]?.seq ?? 0)];
}

/** Whether the stretch holds this state of a message, or a later one. */
export function isHeld(window: MessageWindow, { seq, id, revision }: Message): boolean {
  const held = heldAt(window, seq);
  return held?.id === id && held.revision >= revision;
}

/** The window itself where nothing changed, so that nobody looks at it again. */
function changed(window: MessageWindow, after: MessageWindow): MessageWindow {
  const { ahead } = window;
  const sameAhead =
    ahead.length === after.ahead.length && ahead.every((one, index) => one === after.ahead[index]);
  const same =
    sameAhead &&
    window.messages === after.messages &&
    window.lastSeq === after.lastSeq &&
    window.revision === after.revision;
  return same ? window : after;
}

function mergeMessages(
  window: MessageWindow,
  incoming: readonly Message[],
  revision: number,
  lastSeq: number,
): MessageWindow {
  // An older state than the stretch knows replaces what is held, but must not be laid beside it: it may have changed since.
  const usable = incoming.filter(
    (message) =>
      Math.max(message.revision, revision) >= window.revision || heldAt(window, message.seq) !== undefined,
  );
  const candidates = [...window.ahead, ...usable];
  return changed(window, {
    messages: mergeContiguous(window.messages, candidates),
    lastSeq: Math.max(window.lastSeq, lastSeq, ...incoming.map((message) => message.seq)),
    ...advanceRevision(Math.max(window.revision, revision), candidates),
  });
}

/** A message that was pushed, new or changed. */
export function withPushed(window: MessageWindow, message: Message): MessageWindow {
  return mergeMessages(window, [message], 0, 0);
}

/** Everything that changed above a revision not higher than the window's own, up to `revision`. */
export function withChanges(
  window: MessageWindow,
  messages: readonly Message[],
  revision: number,
  lastSeq: number,
): MessageWindow {
  return mergeMessages(window, highestOnly(messages), revision, lastSeq);
}

const highestOnly = (messages: readonly Message[]): Message[] => [...highestBySeq(messages).values()];

/** Somebody said how far the conversation goes by now. */
export function withLastSeq(window: MessageWindow, lastSeq: number): MessageWindow {
  return lastSeq > window.lastSeq ? { ...window, lastSeq } : window;
}

/** Whether a page overlaps the stretch or lies right beside it. */
export function adjoins(window: MessageWindow, page: readonly Message[]): boolean {
  const [first, last] = [page[0], page.at(-1)];
  const [begin, end] = [window.messages[0], window.messages.at(-1)];
  if (!first || !last) return true;
  if (!begin || !end) return first.seq === 1;
  return first.seq <= end.seq + 1 && last.seq >= begin.seq - 1;
}

/**
 * A page of history, contiguous in itself. One that doesn't adjoin takes the place of what was held when `mayReplace`,
 * else it is dropped: it was asked for by a view that has moved on.
 */
export function withPage(
  window: MessageWindow,
  page: readonly Message[],
  mayReplace: boolean,
): MessageWindow {
  if (adjoins(window, page)) {
    return changed(window, {
      ...window,
      messages: mergeContiguous(window.messages, page),
      lastSeq: Math.max(window.lastSeq, page.at(-1)?.seq ?? 0),
    });
  }
  if (!mayReplace) return window;
  return {
    ...window,
    // What is ahead may belong to this stretch, in a later state.
    messages: mergeContiguous(page, window.ahead),
    lastSeq: Math.max(window.lastSeq, page.at(-1)?.seq ?? 0),
  };
}

/** Something came in that is only right up to a revision: so is the whole, until what changed since is pulled. */
export function knownUpTo(window: MessageWindow, revision: number): MessageWindow {
  return revision < window.revision ? { ...window, revision } : window;
}

/**
 * These in the place of what is held of them, whatever their revisions: what was held proved to be wrong. Not what changed
 * above `revision`: that came after what was proved.
 */
export function replaced(window: MessageWindow, truth: readonly Message[], revision: number): MessageWindow {
  const bySeq = new Map(truth.map((message) => [message.seq, message]));
  const messages = window.messages.map((message) =>
    message.revision <= revision ? (bySeq.get(message.seq) ?? message) : message,
  );
  return messages.every((message, index) => message === window.messages[index])
    ? window
    : { ...window, messages };
}

/** The newest `most` of a stretch that reaches the end; nothing of one that doesn't, for it would open in the past. */
export function trimmed(window: MessageWindow, most: number): MessageWindow | undefined {
  if ((window.messages.at(-1)?.seq ?? 0) < window.lastSeq) return undefined;
  return window.messages.length <= most ? window : { ...window, messages: window.messages.slice(-most) };
}
