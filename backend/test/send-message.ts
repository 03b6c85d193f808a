import { randomUUID } from 'node:crypto';
import type { Message } from '@litspark/shared-contracts';
import { MessagesService } from '../src/features/messages/messages.service.js';
import type { TestApp } from './create-test-app.js';
import type { TestUser } from './create-user.js';

/** A stored message of `sender`, who participates. */
export async function sendMessage(
  app: Pick<TestApp, 'get'>,
  sender: Pick<TestUser, 'actor'>,
  conversationId: string,
  body = 'Bonjour à tous',
): Promise<Message> {
  const command = { conversationId, clientMessageId: randomUUID(), body };
  const { message } = await app.get(MessagesService).send(sender.actor, command);
  return message;
}
