import * as z from 'zod';
import type { FeatureContract } from '../feature/feature-contract.js';
import { nothing } from '../nothing.js';
import { id, seqOrZero } from '../scalars.js';
import { joinAnswer } from './chat.schemas.js';

/** Which conversations a socket has open, and who is typing there. */
export const chatContract = {
  name: 'chat',
  clientEvents: {
    join_conversation: {
      payload: z
        .object({ conversationId: id, afterSeq: seqOrZero.optional() })
        .meta({ id: 'JoinConversation' }),
      data: joinAnswer,
      access: 'participant',
      work: 'page',
    },
    leave_conversation: {
      payload: z.object({ conversationId: id }).meta({ id: 'LeaveConversation' }),
      data: nothing,
      access: 'participant',
      work: 'read',
    },
    typing: {
      payload: z.object({ conversationId: id, active: z.boolean() }).meta({ id: 'SetTyping' }),
      data: nothing,
      access: 'participant',
      work: 'free',
    },
  },
  serverEvents: {
    typing: z.object({ conversationId: id, userId: id, active: z.boolean() }).meta({ id: 'Typing' }),
  },
} as const satisfies FeatureContract;
