import { randomUUID } from 'node:crypto';
import { accessTokenOf } from '../access-token.js';
import { use, type EventUse } from './event-use.js';
import { rules, type Rule } from './rules.js';
import { usesOfFeatures } from './uses-of-features.js';

/** Here `expired` is a socket whose token ran out after it connected; other strangers don't get a socket. */
const renewing: Rule = { ...rules.signedIn, expired: 'done' };

/** Each event of the contract must be here or in `test/event-uses.ts` of its feature, and what stands here must be an event. */
export const eventUses: readonly EventUse[] = [
  ...(await usesOfFeatures<EventUse>('event-uses', 'eventUses')),
  use(
    'authenticate',
    ({ app, user }) => ({ token: accessTokenOf(user.actor, 900, app.configuration.jwtSecret) }),
    renewing,
  ),
  use('join_conversation', ({ conversationId }) => ({ conversationId, afterSeq: 0 })),
  use('leave_conversation', ({ conversationId }) => ({ conversationId })),
  use('send_message', ({ conversationId }) => ({
    conversationId,
    clientMessageId: randomUUID(),
    body: 'Bonjour',
    replyToId: null,
    parts: {},
  })),
  use('mark_as_read', ({ conversationId }) => ({ conversationId, seq: 1 })),
  use('mark_as_delivered', ({ conversationId }) => ({ conversationId, seq: 1 })),
  use('typing', ({ conversationId }) => ({ conversationId, active: true })),
  use('sync', ({ conversationId }) => ({
    conversations: [{ id: conversationId, revision: 0, lastReadSeq: 0 }],
    only: false,
    personalRevision: 0,
  })),
];
