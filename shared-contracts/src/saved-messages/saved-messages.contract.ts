import type { FeatureContract } from '../feature/feature-contract.js';
import { id } from '../scalars.js';
import { savedMessage } from './saved-messages.schemas.js';

/** Messages that somebody keeps for later. */
export const savedMessagesContract = {
  name: 'saved-messages',
  itemKinds: { saved_message: { id, value: savedMessage } },
} as const satisfies FeatureContract;
