import type { FeatureContract } from '../feature/feature-contract.js';
import { conversationParams } from '../conversations/conversations.schemas.js';
import { message, messageParams } from '../messages/messages.schemas.js';
import { pin, pinnedMessages } from './pins.schemas.js';

const onePin = {
  path: '/api/conversations/:id/messages/:messageId/pin',
  tag: 'pins',
  params: messageParams,
  access: 'manager',
  work: 'change',
  answers: { 200: message },
  errors: ['CONFLICT'],
} as const;

/** Messages that a conversation keeps at hand. */
export const pinsContract = {
  name: 'pins',
  parts: { pin: { state: pin } },
  routes: {
    pinMessage: { ...onePin, method: 'put', summary: 'Pin the message; a repeat changes nothing' },
    unpinMessage: { ...onePin, method: 'delete', summary: 'Take the pin away; a repeat changes nothing' },
    listPins: {
      method: 'get',
      path: '/api/conversations/:id/pins',
      tag: 'pins',
      params: conversationParams,
      summary: 'The pinned messages, newest pin first',
      access: 'participant',
      work: 'page',
      answers: { 200: pinnedMessages },
    },
  },
} as const satisfies FeatureContract;
