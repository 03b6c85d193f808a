import * as z from 'zod';
import { conversationSummary, participant } from '../conversations/conversations.schemas.js';
import { message } from '../messages/messages.schemas.js';

export const joinAnswer = z
  .object({
    conversation: conversationSummary,
    messages: z.array(message),
    hasMoreBefore: z.boolean(),
    hasMoreAfter: z.boolean(),
    /** The first 100. */
    participants: z.array(participant),
  })
  .meta({ id: 'JoinAnswer' });
export type JoinAnswer = z.infer<typeof joinAnswer>;
