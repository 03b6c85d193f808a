import * as z from 'zod';
import type { FeatureContract } from '../feature/feature-contract.js';
import * as schemas from './personal-items.schemas.js';

const oneItem = {
  tag: 'personal items',
  path: '/api/me/items/:kind/:id',
  params: schemas.itemParams,
} as const;

/** What belongs to one person: items of the kinds that features declare, ordered by one counter for each person. */
export const personalItemsContract = {
  name: 'personal-items',
  routes: {
    listItems: {
      tag: 'personal items',
      method: 'get',
      path: '/api/me/items',
      summary: 'One’s items above a revision, in ascending revision, those that are gone too',
      access: 'user',
      work: 'page',
      query: schemas.listItemsQuery,
      answers: { 200: schemas.itemPage },
    },
    getItem: {
      ...oneItem,
      method: 'get',
      summary: 'One of one’s items',
      access: 'user',
      work: 'read',
      answers: { 200: schemas.personalItem },
      errors: ['NOT_FOUND'],
    },
    putItem: {
      ...oneItem,
      method: 'put',
      summary: 'Set an item; what changes nothing takes no revision',
      access: 'user',
      work: 'change',
      body: schemas.putItemRequest,
      answers: { 200: schemas.personalItem },
      errors: ['NOT_FOUND', 'CONFLICT'],
    },
    deleteItem: {
      ...oneItem,
      method: 'delete',
      summary: 'Take an item away; doing so again changes nothing',
      access: 'user',
      work: 'change',
      query: schemas.deleteItemQuery,
      answers: { 204: null },
      errors: ['CONFLICT'],
    },
  },
  serverEvents: {
    /**
     * To every socket of the person, the writing one too. What came so before a client's first load doesn't count: a load of
     * everything, from revision 0, leaves out what is gone.
     */
    item_changed: z.object({ item: schemas.personalItem }).meta({ id: 'ItemChanged' }),
  },
} as const satisfies FeatureContract;
