/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { Message } from '@litspark/shared-contracts';
import type { PendingMessage, Timeline } from '../../../stores/timeline';
import { lastSeqWithin, timelineRows } from './timeline-rows';

const start = new Date(2025, 2, 3, 10, 0).getTime();
const minute = 60_000;

function message(seq: number, senderId: string, afterMinutes: number): Message {
  const createdAt = new Date(start + afterMinutes * minute).toISOString();
  return {
    id: `id-${seq}`,
    conversationId: 'c',
    seq,
    revision: seq,
    senderId,
    clientMessageId: `client-${seq}`,
    body: `text ${seq}`,
    replyToId: null,
    createdAt,
    editedAt: null,
    deletedAt: null,
    reactions: [],
    attachments: [],
    parts: {},
  };
}

const pending = (clientMessageId: string, afterMinutes: number): PendingMessage => ({
  clientMessageId,
  conversationId: 'c',
  body: 'waiting',
  replyToId: null,
  createdAt: new Date(start + afterMinutes * minute).toISOString(),
  state: 'queued',
});

const timeline = (messages: Message[], change: Partial<Timeline> = {}): Timeline => ({
  messages,
  hasMoreBefore: false,
  hasMoreAfter: false,
  loading: 'none',
  error: null,
  pending: [],
  ...change,
});

const shown = (given: Timeline, unreadAfter: number | null = null) =>
  timelineRows({ timeline: given, ownUserId: 'me', unreadAfter });
const kinds = (given: Timeline, unreadAfter: number | null = null) =>
  shown(given, unreadAfter).map((row) => row.kind);
const leads = (given: Timeline) =>
  shown(given).flatMap((row) => (row.kind === 'message' || row.kind === 'pending' ? [row.lead] : []));

describe('the timeline', () => {
  it('names an author once for messages within five minutes of each other', () => {
    const messages = [
      message(1, 'ann', 0),
      message(2, 'ann', 5),
      message(3, 'ann', 11),
      message(4, 'ben', 11),
    ];
    expect(leads(timeline(messages))).toEqual([true, false, true, true]);
  });

  it('begins each day with a rule and a name', () => {
    const messages = [message(1, 'ann', 0), message(2, 'ann', 24 * 60), message(3, 'ann', 24 * 60 + 1)];
    expect(kinds(timeline(messages))).toEqual(['beginning', 'day', 'message', 'day', 'message', 'message']);
    expect(leads(timeline(messages))).toEqual([true, true, false]);
  });

  it('says where the conversation begins only when its first message is held', () => {
    expect(kinds(timeline([message(5, 'ann', 0)], { hasMoreBefore: true }))).toEqual(['message']);
  });

  it('begins with a message while there are older ones, so that they can come above it without a jump', () => {
    const messages = [message(5, 'ann', 0), message(6, 'ann', 24 * 60)];
    expect(kinds(timeline(messages, { hasMoreBefore: true }))).toEqual(['message', 'day', 'message']);
  });

  it('puts the unread rule before the first unread message of somebody else', () => {
    const messages = [message(1, 'ann', 0), message(2, 'me', 1), message(3, 'ann', 2)];
    expect(kinds(timeline(messages), 1)).toEqual([
      'beginning',
      'day',
      'message',
      'message',
      'unread',
      'message',
    ]);
  });

  it('shows no unread rule when the first unread message isn’t held', () => {
    const messages = [message(10, 'ann', 0)];
    expect(kinds(timeline(messages, { hasMoreBefore: true }), 3)).not.toContain('unread');
    expect(kinds(timeline(messages, { hasMoreBefore: true }), 9)).toContain('unread');
  });

  it('shows what waits after what was sent, and not twice once it was sent', () => {
    const messages = [message(1, 'me', 0)];
    const given = timeline(messages, { pending: [pending('client-1', 0), pending('client-2', 1)] });
    expect(shown(given).map((row) => row.key)).toEqual([
      'beginning',
      expect.stringContaining('day:'),
      'm:me:client-1',
      'm:me:client-2',
    ]);
  });

  it('has each row once, with a message that failed on an earlier day at the end', () => {
    const messages = [message(1, 'ann', 0), message(2, 'ann', 24 * 60)];
    const given = timeline(messages, {
      pending: [pending('failed', 5), pending('new', 24 * 60 + 1), pending('next day', 48 * 60)],
    });
    expect(kinds(given)).toEqual([
      'beginning',
      'day',
      'message',
      'day',
      'message',
      'pending',
      'pending',
      'day',
      'pending',
    ]);
    const keys = shown(given).map((row) => row.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(leads(given)).toEqual([true, true, true, true, true]);
  });

  it('shows a message that was stored long ago once, although it is thought to have failed', () => {
    const messages = Array.from({ length: 150 }, (_, index) => message(index + 1, 'me', index));
    const given = timeline(messages, { pending: [{ ...pending('client-3', 2), state: 'failed' }] });
    expect(kinds(given)).not.toContain('pending');
  });

  it('keeps what waits for the end of the conversation', () => {
    const given = timeline([message(1, 'ann', 0)], { hasMoreAfter: true, pending: [pending('x', 1)] });
    expect(kinds(given)).not.toContain('pending');
  });

  it('knows the last message among its first rows', () => {
    const rows = shown(timeline([message(1, 'ann', 0), message(2, 'ann', 1)]));
    expect(lastSeqWithin(rows, rows.length)).toBe(2);
    expect(lastSeqWithin(rows, rows.length - 1)).toBe(1);
    expect(lastSeqWithin(rows, 2)).toBe(0);
  });
});
