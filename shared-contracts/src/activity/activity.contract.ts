import * as z from 'zod';
import type { FeatureContract } from '../feature/feature-contract.js';
import { activityEntry, activityPage, activitySeen, listActivityQuery } from './activity.schemas.js';

/** What happened to somebody, and up to when they have seen it. */
export const activityContract = {
  name: 'activity',
  itemKinds: { activity_seen: { id: z.literal('activity'), value: activitySeen } },
  routes: {
    listActivity: {
      tag: 'activity',
      method: 'get',
      path: '/api/me/activity',
      summary: 'What happened to one, newest first',
      access: 'user',
      work: 'page',
      query: listActivityQuery,
      answers: { 200: activityPage },
    },
  },
  serverEvents: {
    /** To every socket of the person. */
    activity: z.object({ entry: activityEntry }).meta({ id: 'Activity' }),
  },
} as const satisfies FeatureContract;
