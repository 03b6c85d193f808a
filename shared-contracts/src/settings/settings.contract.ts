import type { FeatureContract } from '../feature/feature-contract.js';
import * as z from 'zod';
import { settings } from './settings.schemas.js';

/** How somebody wants to be notified. */
export const settingsContract = {
  name: 'settings',
  itemKinds: { settings: { id: z.literal('settings'), value: settings } },
} as const satisfies FeatureContract;
