import type { FeatureContract } from '../feature/feature-contract.js';
import { id } from '../scalars.js';
import { scheduledMessage } from './scheduled-messages.schemas.js';

/** What somebody wants to be sent at a time to come. */
export const scheduledMessagesContract = {
  name: 'scheduled-messages',
  itemKinds: { scheduled_message: { id, value: scheduledMessage } },
} as const satisfies FeatureContract;
