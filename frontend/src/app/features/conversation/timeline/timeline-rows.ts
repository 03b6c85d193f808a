import type { Message } from '@litspark/shared-contracts';
import type { PendingMessage, Timeline } from '../../../stores/timeline';

/** Messages of one author closer than this stand under one name, in milliseconds. */
const groupWithinMs = 5 * 60_000;

interface Line {
  key: string;
  /** The day it belongs to, by the reader's clock: for the rule that sticks. */
  at: Date;
}

export type TimelineRow =
  | (Line & { kind: 'beginning' })
  | (Line & { kind: 'day' })
  | (Line & { kind: 'unread' })
  | (Line & { kind: 'message'; message: Message; lead: boolean })
  | (Line & {
      kind: 'pending';
      pending: PendingMessage;
      lead: boolean;
      /** Its place among what waits, from 1. */
      nth: number;
    });

export interface RowsInput {
  timeline: Timeline;
  ownUserId: string;
  /** What was read up to when the reader came; the first message above it gets the unread rule. Null for none. */
  unreadAfter: number | null;
}

const dayOf = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** The same for a message before and after it was sent, so that its row stays in place. */
export const messageKey = (senderId: string, clientMessageId: string) => `m:${senderId}:${clientMessageId}`;

/** What the timeline shows, in order: messages with the rules and group heads between them, then what waits to be sent. */
export function timelineRows({ timeline, ownUserId, unreadAfter }: RowsInput): TimelineRow[] {
  const rows: TimelineRow[] = [];
  let previous: { senderId: string; at: Date } | null = null;
  let day = -Infinity;
  const firstSeq = timeline.messages[0]?.seq ?? 1;
  // Where the first unread message isn't held, no rule: it would stand at a wrong place.
  let ruled = unreadAfter === null || firstSeq > unreadAfter + 1;

  const startDay = (at: Date) => {
    // What failed on an earlier day, or was written by a clock that is slow, stands under the day that it comes after.
    if (dayOf(at) <= day) return;
    day = dayOf(at);
    // Older messages of that day may come: a rule that then stands higher up would take the scroll position along.
    if (rows.length === 0 && timeline.hasMoreBefore) return;
    rows.push({ kind: 'day', key: `day:${at.toDateString()}`, at });
    previous = null;
  };
  const leads = (senderId: string, at: Date) =>
    previous?.senderId !== senderId || Math.abs(at.getTime() - previous.at.getTime()) > groupWithinMs;

  const first = timeline.messages[0] ?? timeline.pending[0];
  if (first && !timeline.hasMoreBefore) {
    rows.push({ kind: 'beginning', key: 'beginning', at: new Date(first.createdAt) });
  }

  const sent = new Set<string>();
  for (const message of timeline.messages) {
    const at = new Date(message.createdAt);
    const { senderId } = message;
    startDay(at);
    if (!ruled && message.seq > (unreadAfter ?? 0) && senderId !== ownUserId) {
      rows.push({ kind: 'unread', key: 'unread', at });
      previous = null;
      ruled = true;
    }
    const key = messageKey(senderId, message.clientMessageId);
    sent.add(key);
    rows.push({ kind: 'message', key, at, message, lead: leads(senderId, at) });
    previous = { senderId, at };
  }

  if (timeline.hasMoreAfter) return rows;
  let nth = 0;
  for (const pending of timeline.pending) {
    const key = messageKey(ownUserId, pending.clientMessageId);
    if (sent.has(key)) continue;
    nth += 1;
    const at = new Date(pending.createdAt);
    startDay(at);
    rows.push({ kind: 'pending', key, at, pending, lead: leads(ownUserId, at), nth });
    previous = { senderId: ownUserId, at };
  }
  return rows;
}

/** Whether a row is a message, sent or waiting, and no rule between messages. */
export function isMessage(row: TimelineRow | undefined): boolean {
  return row?.kind === 'message' || row?.kind === 'pending';
}

/** A message's place in the whole conversation, from 1, where `lastSeq` messages were sent; null for a rule. */
export function placeOf(row: TimelineRow, lastSeq: number): number | null {
  if (row.kind === 'message') return row.message.seq;
  return row.kind === 'pending' ? lastSeq + row.nth : null;
}

/** The seq of the last message among the first `count` rows; 0 where there is none. */
export function lastSeqWithin(rows: readonly TimelineRow[], count: number): number {
  for (let index = Math.min(count, rows.length) - 1; index >= 0; index -= 1) {
    const row = rows[index];
    if (row?.kind === 'message') return row.message.seq;
  }
  return 0;
}

/** How high a row is thought to be before it is measured, in pixels. */
export function estimateRow(row: TimelineRow | undefined): number {
  if (!row || row.kind === 'day') return 44;
  if (row.kind === 'unread') return 36;
  if (row.kind === 'beginning') return 96;
  const body = row.kind === 'message' ? row.message.body : row.pending.body;
  const lines = Math.max(body.split('\n').length, Math.ceil(body.length / 85));
  return (row.lead ? 36 : 2) + Math.min(lines, 40) * 22;
}
