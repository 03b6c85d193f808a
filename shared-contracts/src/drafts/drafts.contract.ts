import type { FeatureContract } from '../feature/feature-contract.js';
import { id } from '../scalars.js';
import { draft } from './drafts.schemas.js';

/** What somebody began to write in a conversation. */
export const draftsContract = {
  name: 'drafts',
  itemKinds: { draft: { id, value: draft } },
} as const satisfies FeatureContract;
