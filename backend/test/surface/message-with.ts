import { randomUUID } from 'node:crypto';
import type { SomePartInputs } from '@litspark/shared-contracts';
import { ConversationsService } from '../../src/features/conversations/conversations.service.js';
import { MessagesService } from '../../src/features/messages/messages.service.js';
import { here, message } from './route-use.js';
import type { Stage } from './stage.js';

/** The parameters of a route about a message of the owner's that brings these parts; about a plain one where the conversation is gone. */
export async function messageWith(stage: Stage, parts: SomePartInputs): Promise<ReturnType<typeof message>> {
  const { app, caller, conversationId, user, other } = stage;
  if (!(await app.get(ConversationsService).shared(conversationId))) return message(stage);
  const { actor } = caller === 'owner' ? user : other;
  const command = { conversationId, clientMessageId: randomUUID(), body: 'À lire', parts };
  // Brought in, which is not charged: the call alone is.
  const sent = await app.get(MessagesService).importMessage(actor, command, new Date());
  return { ...here(stage), messageId: sent.message.id };
}
