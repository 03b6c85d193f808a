import { randomUUID } from 'node:crypto';
import type { ClientEventName } from '@litspark/shared-contracts';
import { accessTokenOf } from '../access-token.js';
import { rules, type Rule } from './rules.js';
import type { Stage } from './stage.js';

/** What an event is used for: a payload that is well formed, and who may send it. */
export interface EventUse {
  event: ClientEventName;
  rule: Rule;
  payload: (stage: Stage) => Record<string, unknown>;
}

/** Here `expired` is a socket whose token ran out after it connected; other strangers don't get a socket. */
const renewing: Rule = { ...rules.signedIn, expired: 'done' };

/** Each event of the contract must be here, and what stands here must be an event. */
export const eventUses: readonly EventUse[] = [
  use('authenticate', renewing, ({ app, user }) => ({
    token: accessTokenOf(user.actor, 900, app.configuration.jwtSecret),
  })),
  use('join_conversation', rules.participants, ({ conversationId }) => ({ conversationId, afterSeq: 0 })),
  use('leave_conversation', rules.participants, ({ conversationId }) => ({ conversationId })),
  use('send_message', rules.participants, ({ conversationId }) => ({
    conversationId,
    clientMessageId: randomUUID(),
    body: 'Bonjour',
    replyToId: null,
  })),
  use('mark_as_read', rules.participants, ({ conversationId }) => ({ conversationId, seq: 1 })),
  use('mark_as_delivered', rules.participants, ({ conversationId }) => ({ conversationId, seq: 1 })),
  use('report_healed', rules.participants, ({ conversationId }) => ({ conversationId, messages: 1 })),
  use('typing', rules.participants, ({ conversationId }) => ({ conversationId, active: true })),
  use('set_presence', rules.signedIn, () => ({ presence: 'away' })),
  use('sync', rules.signedIn, ({ conversationId }) => ({
    conversations: [{ id: conversationId, revision: 0, lastReadSeq: 0 }],
    only: false,
  })),
];

function use(event: ClientEventName, rule: Rule, payload: EventUse['payload']): EventUse {
  return { event, rule, payload };
}
