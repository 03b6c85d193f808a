import type { FeatureContract } from '../feature/feature-contract.js';
import { messageParams } from '../messages/messages.schemas.js';
import { pageQuery } from '../page.js';
import {
  confirmation,
  confirmationInput,
  confirmationPage,
  confirmed,
  ownConfirmation,
} from './confirmations.schemas.js';

const path = '/api/conversations/:id/messages/:messageId';
const one = { tag: 'confirmations', params: messageParams, errors: ['CONFLICT'] } as const;
const asker = { ...one, access: 'author-or-owner' } as const;

/** Messages that ask their readers to confirm that they read them. */
export const confirmationsContract = {
  name: 'confirmations',
  parts: { confirmation: { state: confirmation, input: confirmationInput } },
  routes: {
    confirmMessage: {
      ...one,
      method: 'post',
      path: `${path}/confirmation`,
      summary: 'Confirm that one read the message; a repeat answers the same',
      access: 'participant',
      work: 'change',
      answers: { 200: confirmed },
    },
    getConfirmation: {
      ...one,
      method: 'get',
      path: `${path}/confirmation`,
      summary: 'When one confirmed',
      access: 'participant',
      work: 'read',
      answers: { 200: ownConfirmation },
    },
    listConfirmations: {
      ...asker,
      method: 'get',
      path: `${path}/confirmations`,
      query: pageQuery,
      summary: 'Who confirmed and who was expected to; those who have not last',
      work: 'page',
      answers: { 200: confirmationPage },
    },
    exportConfirmations: {
      ...asker,
      method: 'get',
      path: `${path}/confirmations/export`,
      summary:
        'Everybody expected, with name, e-mail and time, also once the message is deleted; who confirmed without being expected last',
      work: 'heavy',
      answers: { 200: null },
      media: 'text/csv',
    },
    remindOfConfirmation: {
      ...asker,
      method: 'post',
      path: `${path}/confirmation/remind`,
      summary: 'Remind those who have not confirmed; once an hour',
      work: 'change',
      answers: { 204: null },
    },
    closeConfirmation: {
      ...asker,
      method: 'post',
      path: `${path}/confirmation/close`,
      summary: 'Take no more confirmations; a repeat changes nothing',
      work: 'change',
      answers: { 204: null },
    },
  },
} as const satisfies FeatureContract;
