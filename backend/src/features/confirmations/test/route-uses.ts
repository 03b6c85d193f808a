import { randomUUID } from 'node:crypto';
import { here, message, use, type Call, type RouteUse } from '../../../../test/surface/route-use.js';
import { rules, type Rule } from '../../../../test/surface/rules.js';
import type { Stage } from '../../../../test/surface/stage.js';
import { ConversationsService } from '../../conversations/conversations.service.js';
import { MessagesService } from '../../messages/messages.service.js';
import { ConfirmationFollower } from '../confirmation-follower.js';

/** No message of a direct asks to be confirmed. */
const done = {
  direct: 'CONFLICT',
  group: 'done',
  'private channel': 'done',
  'public channel': 'done',
} as const;

/** Of the owner's message. */
const confirmers: Rule = { ...rules.participants, member: done, owner: 'CONFLICT' };
const readers: Rule = { ...rules.participants, member: done, owner: done };
const askers: Rule = { ...rules.participants, member: 'FORBIDDEN', owner: done };

export const routeUses: readonly RouteUse[] = [
  use('confirmMessage', 'confirming the owner’s message', confirmable, confirmers),
  use('getConfirmation', 'asking whether one confirmed', confirmable, readers),
  use('listConfirmations', 'reading who confirmed', confirmable, askers),
  use('exportConfirmations', 'exporting who confirmed', confirmable, askers),
  use('remindOfConfirmation', 'reminding who has not confirmed', confirmable, askers),
  use('closeConfirmation', 'closing the confirmations', confirmable, askers),
];

/** A message of the owner's that asks to be confirmed; a plain one where none does. */
async function confirmable(stage: Stage): Promise<Call> {
  const { app, caller, place, conversationId, user, other } = stage;
  // What was confirmed before must not change anything while a call is looked at.
  await app.get(ConfirmationFollower).flush();
  const isThere = await app.get(ConversationsService).shared(conversationId);
  if (!isThere || place === 'direct') return { params: message(stage) };
  const command = {
    conversationId,
    clientMessageId: randomUUID(),
    body: 'À lire',
    parts: { confirmation: {} },
  };
  const { actor } = caller === 'owner' ? user : other;
  // Brought in, which is not charged: the call alone is.
  const sent = await app.get(MessagesService).importMessage(actor, command, new Date());
  return { params: { ...here(stage), messageId: sent.message.id } };
}
