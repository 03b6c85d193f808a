import * as z from 'zod';
import type { FeatureContract } from '../feature/feature-contract.js';
import { messagePartInputs } from '../feature/message-part.js';
import { conversationParams } from '../conversations/conversations.schemas.js';
import { pageQuery } from '../page.js';
import { body, id } from '../scalars.js';
import * as schemas from './messages.schemas.js';

const messages = { tag: 'messages', params: conversationParams } as const;
const oneMessage = { tag: 'messages', params: schemas.messageParams } as const;
const oneReaction = { tag: 'messages', params: schemas.reactionParams } as const;

/** What is said in a conversation, and reactions to it. */
export const messagesContract = {
  name: 'messages',
  routes: {
    listMessages: {
      ...messages,
      method: 'get',
      path: '/api/conversations/:id/messages',
      summary: 'A page of messages in ascending order',
      access: 'participant',
      work: 'page',
      query: schemas.listMessagesQuery,
      answers: { 200: schemas.messagePage },
    },
    sendMessage: {
      ...messages,
      method: 'post',
      path: '/api/conversations/:id/messages',
      summary: 'Send a message; 200 with the first one for a repeat',
      access: 'participant',
      work: 'change',
      chargedByHandler: true,
      body: schemas.sendMessageRequest,
      answers: { 200: schemas.message, 201: schemas.message },
      errors: ['CONFLICT', 'RATE_LIMITED'],
    },
    getMessage: {
      ...oneMessage,
      method: 'get',
      path: '/api/conversations/:id/messages/:messageId',
      summary: 'One message, such as one that another answers',
      access: 'participant',
      work: 'read',
      answers: { 200: schemas.message },
    },
    editMessage: {
      ...oneMessage,
      method: 'patch',
      path: '/api/conversations/:id/messages/:messageId',
      summary: 'Change the body; the former one is kept as a version; the same body changes nothing',
      access: 'author',
      work: 'change',
      body: schemas.editMessageRequest,
      answers: { 200: schemas.message },
      errors: ['CONFLICT'],
    },
    deleteMessage: {
      ...oneMessage,
      method: 'delete',
      path: '/api/conversations/:id/messages/:messageId',
      summary: 'Leave a tombstone; deleting again answers the same',
      access: 'author-or-owner',
      work: 'change',
      answers: { 200: schemas.message },
    },
    listVersions: {
      ...oneMessage,
      method: 'get',
      path: '/api/conversations/:id/messages/:messageId/versions',
      summary: 'What the message said, and since when',
      access: 'participant',
      work: 'page',
      query: schemas.versionsQuery,
      answers: { 200: schemas.messageVersions },
    },
    listReactions: {
      ...oneReaction,
      method: 'get',
      path: '/api/conversations/:id/messages/:messageId/reactions/:emoji',
      summary: 'Who reacted with this emoji, and whether the caller did',
      access: 'participant',
      work: 'read',
      query: pageQuery,
      answers: { 200: schemas.reactionPage },
    },
    addReaction: {
      ...oneReaction,
      method: 'put',
      path: '/api/conversations/:id/messages/:messageId/reactions/:emoji',
      summary: 'React; a repeat changes nothing',
      access: 'participant',
      work: 'change',
      answers: { 200: schemas.message },
      errors: ['CONFLICT'],
    },
    removeReaction: {
      ...oneReaction,
      method: 'delete',
      path: '/api/conversations/:id/messages/:messageId/reactions/:emoji',
      summary: 'Take one’s reaction back; a repeat changes nothing',
      access: 'participant',
      work: 'change',
      answers: { 200: schemas.message },
      errors: ['CONFLICT'],
    },
  },
  clientEvents: {
    send_message: {
      payload: z
        .object({
          conversationId: id,
          clientMessageId: id,
          body,
          replyToId: id.nullish(),
          parts: messagePartInputs.optional(),
          fromDraft: schemas.fromDraft,
        })
        .meta({ id: 'SendMessage' }),
      data: z.object({ message: schemas.message }).meta({ id: 'SentMessage' }),
      access: 'participant',
      work: 'change',
      chargedByHandler: true,
      hasOwnRateLimit: true,
    },
  },
  serverEvents: {
    new_message: z.object({ message: schemas.message }).meta({ id: 'NewMessage' }),
    message_updated: z.object({ message: schemas.message }).meta({ id: 'MessageUpdated' }),
    mentioned: z.object({ message: schemas.message }).meta({ id: 'Mentioned' }),
  },
} as const satisfies FeatureContract;
