import type { FeatureContract } from '../feature/feature-contract.js';
import * as z from 'zod';
import { sidebar } from './sidebar.schemas.js';

/** The sections into which somebody sorts their conversations. */
export const sidebarContract = {
  name: 'sidebar',
  itemKinds: { sidebar: { id: z.literal('sidebar'), value: sidebar } },
} as const satisfies FeatureContract;
