import type { FeatureContract } from '../feature/feature-contract.js';
import { id } from '../scalars.js';
import { conversationPreferences } from './conversation-preferences.schemas.js';

/** How one person wants to be disturbed by a conversation, and where their list shows it. */
export const conversationPreferencesContract = {
  name: 'conversation-preferences',
  itemKinds: { conversation_preferences: { id, value: conversationPreferences } },
} as const satisfies FeatureContract;
