import type { FeatureContract } from '../feature/feature-contract.js';
import * as z from 'zod';
import { activitySeen } from './activity.schemas.js';

/** Up to when somebody has seen what concerns them. */
export const activityContract = {
  name: 'activity',
  itemKinds: { activity_seen: { id: z.literal('activity'), value: activitySeen } },
} as const satisfies FeatureContract;
