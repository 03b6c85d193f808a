import * as z from 'zod';
import type { FeatureContract } from '../feature/feature-contract.js';
import { pageQuery } from '../page.js';
import { id } from '../scalars.js';
import * as schemas from './conversations.schemas.js';

const conversation = { tag: 'conversations', params: schemas.conversationParams } as const;

/** Conversations, who takes part in them, and channels to join. */
export const conversationsContract = {
  name: 'conversations',
  routes: {
    listConversations: {
      method: 'get',
      path: '/api/conversations',
      tag: 'conversations',
      summary: 'The caller’s conversations, last active first',
      access: 'user',
      work: 'read',
      query: pageQuery,
      answers: { 200: schemas.conversationPage },
    },
    createConversation: {
      method: 'post',
      path: '/api/conversations',
      tag: 'conversations',
      summary: 'Create a conversation; 200 with the first one for a direct that exists',
      access: 'user',
      work: 'heavy',
      body: schemas.createConversationRequest,
      answers: { 200: schemas.conversationSummary, 201: schemas.conversationSummary },
    },
    getConversation: {
      ...conversation,
      method: 'get',
      path: '/api/conversations/:id',
      summary: 'One conversation',
      access: 'participant',
      work: 'read',
      answers: { 200: schemas.conversationSummary },
    },
    updateConversation: {
      ...conversation,
      method: 'patch',
      path: '/api/conversations/:id',
      summary: 'Rename, describe, archive or take back',
      access: 'manager',
      work: 'change',
      body: schemas.updateConversationRequest,
      answers: { 200: schemas.conversationSummary },
      errors: ['CONFLICT'],
    },
    listParticipants: {
      ...conversation,
      method: 'get',
      path: '/api/conversations/:id/participants',
      summary: 'Who takes part, with read markers',
      access: 'participant',
      work: 'read',
      query: pageQuery,
      answers: { 200: schemas.participantPage },
    },
    addParticipants: {
      ...conversation,
      method: 'post',
      path: '/api/conversations/:id/participants',
      summary: 'Add people',
      access: 'manager',
      work: 'change',
      body: schemas.addParticipantsRequest,
      answers: { 200: schemas.conversationSummary },
      errors: ['CONFLICT'],
    },
    removeParticipant: {
      tag: 'conversations',
      params: schemas.participantParams,
      method: 'delete',
      path: '/api/conversations/:id/participants/:userId',
      summary: 'Leave, or remove somebody',
      access: 'owner-or-self',
      work: 'change',
      answers: { 204: null },
      errors: ['CONFLICT'],
    },
    listChannels: {
      method: 'get',
      path: '/api/channels',
      tag: 'conversations',
      summary: 'Public channels',
      access: 'user',
      work: 'read',
      query: schemas.listChannelsQuery,
      answers: { 200: schemas.conversationPage },
    },
    joinChannel: {
      ...conversation,
      method: 'post',
      path: '/api/conversations/:id/join',
      summary: 'Become a participant of a public channel',
      access: 'visitor',
      work: 'change',
      answers: { 200: schemas.conversationSummary },
      errors: ['CONFLICT'],
    },
  },
  serverEvents: {
    conversation_updated: z
      .object({ conversation: schemas.sharedConversation })
      .meta({ id: 'ConversationUpdated' }),
    new_conversation: z.object({ conversation: schemas.conversationSummary }).meta({ id: 'NewConversation' }),
    conversation_removed: z.object({ conversationId: id }).meta({ id: 'ConversationRemoved' }),
  },
} as const satisfies FeatureContract;
