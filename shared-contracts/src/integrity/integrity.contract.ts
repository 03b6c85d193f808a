import * as z from 'zod';
import type { FeatureContract } from '../feature/feature-contract.js';
import { conversationParams } from '../conversations/conversations.schemas.js';
import { limits } from '../limits.js';
import { nothing } from '../nothing.js';
import { id } from '../scalars.js';
import * as schemas from './integrity.schemas.js';

/** Whether what a client holds is what the server holds. */
export const integrityContract = {
  name: 'integrity',
  routes: {
    getIntegrity: {
      tag: 'messages',
      params: conversationParams,
      method: 'get',
      path: '/api/conversations/:id/integrity',
      summary: 'A digest of a range of messages, to compare with what one holds',
      access: 'participant',
      work: 'page',
      query: schemas.integrityQuery,
      answers: { 200: schemas.integrity },
    },
  },
  clientEvents: {
    /** A client compared what it holds with `integrity` and had to fetch this many messages anew. */
    report_healed: {
      payload: z
        .object({ conversationId: id, messages: z.int().min(1).max(limits.integrityMessages) })
        .meta({ id: 'ReportHealed' }),
      data: nothing,
      access: 'participant',
      work: 'read',
    },
  },
} as const satisfies FeatureContract;
