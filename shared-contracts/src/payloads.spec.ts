import { describe, expect, it } from '@jest/globals';
import {
  addParticipantsRequest,
  clientEvents,
  createConversationRequest,
  createUserRequest,
  integrityQuery,
  limits,
  listMessagesQuery,
  listUsersQuery,
  pageQuery,
  reactionParams,
  updateConversationRequest,
  updateMeRequest,
  updateUserRequest,
} from './index.js';

const one = '0190f3a1-7c3b-7abc-8def-0123456789ab';
const two = '0190f3a1-7c3b-7abc-8def-0123456789ac';
const hostile: unknown[] = [undefined, null, true, 7, NaN, 'text', [], [[]], () => 1, Symbol('s')];

describe('a payload of a client event', () => {
  it.each(Object.entries(clientEvents))('%s is refused where it is no object', (_name, { payload }) => {
    for (const value of hostile) expect(payload.safeParse(value).success).toBe(false);
  });

  it('loses what it does not know and can’t touch a prototype', () => {
    const sent = JSON.parse(`{"conversationId":"${one}","__proto__":{"admin":true},"extra":1}`) as unknown;
    const read = clientEvents.leave_conversation.payload.parse(sent);
    expect(Object.keys(read)).toEqual(['conversationId']);
    expect('admin' in read).toBe(false);
  });

  it('send_message takes a reply to nothing as null or left out', () => {
    const { payload } = clientEvents.send_message;
    const message = { conversationId: one, clientMessageId: two, body: 'hi' };
    expect(payload.safeParse(message).success).toBe(true);
    expect(payload.safeParse({ ...message, replyToId: null }).success).toBe(true);
    expect(payload.safeParse({ ...message, replyToId: 'x' }).success).toBe(false);
  });

  it.each([-1, 1.5, '1', Infinity, Number.MAX_SAFE_INTEGER + 1])('mark_as_read refuses %p as seq', (seq) => {
    expect(clientEvents.mark_as_read.payload.safeParse({ conversationId: one, seq }).success).toBe(false);
  });

  it('sync takes as many conversations as the limit and no more', () => {
    const { payload } = clientEvents.sync;
    const held = Array.from({ length: limits.syncConversations }, () => ({ id: one, revision: 0 }));
    expect(payload.safeParse({ conversations: held }).success).toBe(true);
    expect(payload.safeParse({ conversations: [...held, { id: one, revision: 0 }] }).success).toBe(false);
  });
});

describe('a reaction', () => {
  const withEmoji = (emoji: string) => reactionParams.safeParse({ id: one, messageId: two, emoji }).success;

  it.each(['👍', '❤️', '🇫🇷', '👩🏽‍💻', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '1️⃣', '🫱🏻‍🫲🏿'])('may be %s', (emoji) => {
    expect(withEmoji(emoji)).toBe(true);
  });

  it.each(['', 'a', '1', '👍👍', '👍 ', '❤', '🏽x', '👩‍👩', '\u{1F1EB}', '<b>', '👍'.repeat(40)])(
    'may not be %p',
    (emoji) => {
      expect(withEmoji(emoji)).toBe(false);
    },
  );
});

describe('a query', () => {
  it('for integrity spans 1,000 messages at most, in the right direction', () => {
    expect(integrityQuery.parse({})).toEqual({ fromSeq: 1 });
    expect(integrityQuery.safeParse({ fromSeq: '5', toSeq: '1004' }).success).toBe(true);
    expect(integrityQuery.safeParse({ fromSeq: '5', toSeq: '1005' }).success).toBe(false);
    expect(integrityQuery.safeParse({ fromSeq: '5', toSeq: '4' }).success).toBe(false);
    expect(integrityQuery.safeParse({ fromSeq: '0' }).success).toBe(false);
  });

  it('takes 50 items where no limit is given', () => {
    expect(pageQuery.parse({})).toEqual({ limit: 50 });
    expect(listMessagesQuery.parse({ afterSeq: '3' })).toEqual({ afterSeq: 3, limit: 50 });
  });

  it.each(['0', '101', '1.5', 'many', '-1', '', ' 5', '0x10', '1e1', ['5', '6']])(
    'of a list refuses %s as limit',
    (limit) => {
      expect(pageQuery.safeParse({ limit }).success).toBe(false);
    },
  );

  it('for messages takes one direction at most, and up to 200', () => {
    expect(listMessagesQuery.safeParse({ beforeSeq: '3', afterSeq: '1' }).success).toBe(false);
    expect(listMessagesQuery.safeParse({ limit: '200' }).success).toBe(true);
    expect(listMessagesQuery.safeParse({ limit: '201' }).success).toBe(false);
  });

  it.each(['', ' ', '-1', '1e2', '0x1', '9007199254740992', '99999999999999999999'])(
    'for messages refuses %p as a place',
    (afterSeq) => {
      expect(listMessagesQuery.safeParse({ afterSeq }).success).toBe(false);
    },
  );

  it('splits ids at commas and refuses one that is none', () => {
    expect(listUsersQuery.parse({ ids: `${one}, ${two.toUpperCase()}` }).ids).toEqual([one, two]);
    expect(listUsersQuery.safeParse({ ids: `${one},x` }).success).toBe(false);
    expect(listUsersQuery.safeParse({ ids: Array(101).fill(one).join() }).success).toBe(false);
  });
});

describe('a request', () => {
  it.each([
    ['oneself', updateMeRequest],
    ['a user', updateUserRequest],
    ['a conversation', updateConversationRequest],
  ])('to change nothing of %s is refused', (_name, schema) => {
    expect(schema.safeParse({}).success).toBe(false);
    expect(schema.safeParse({ misspelt: 1 }).success).toBe(false);
  });

  it('to create a user makes a member unless told otherwise', () => {
    expect(createUserRequest.parse({ email: 'a@b.example', displayName: 'A' }).role).toBe('member');
  });

  it('to create a conversation names its kind and 100 participants at most', () => {
    const ids = (length: number) => Array.from({ length }, () => one);
    expect(createConversationRequest.safeParse({ kind: 'group', participantIds: ids(100) }).success).toBe(
      true,
    );
    expect(createConversationRequest.safeParse({ kind: 'group', participantIds: ids(101) }).success).toBe(
      false,
    );
    expect(createConversationRequest.safeParse({ kind: 'room', participantIds: [] }).success).toBe(false);
  });

  it('to add participants names one at least', () => {
    expect(addParticipantsRequest.safeParse({ userIds: [] }).success).toBe(false);
  });
});
