import { randomUUID } from 'node:crypto';
import { clientEvents, type ClientEventName } from '@litspark/shared-contracts';
import { accessTokenOf } from '../access-token.js';
import { ruleOf, rules, type Rule } from './rules.js';
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
  use('report_healed', ({ conversationId }) => ({ conversationId, messages: 1 })),
  use('typing', ({ conversationId }) => ({ conversationId, active: true })),
  use('set_presence', () => ({ presence: 'away' })),
  use('sync', ({ conversationId }) => ({
    conversations: [{ id: conversationId, revision: 0, lastReadSeq: 0 }],
    only: false,
    personalRevision: 0,
  })),
];

/** Who may use it is what the contract says. */
function use(
  event: ClientEventName,
  payload: EventUse['payload'],
  rule: Rule = ruleOf(clientEvents[event].access),
): EventUse {
  return { event, rule, payload };
}
