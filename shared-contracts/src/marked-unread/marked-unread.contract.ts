import type { FeatureContract } from '../feature/feature-contract.js';
import { id } from '../scalars.js';
import { markedUnread } from './marked-unread.schemas.js';

/** A person’s own note that a conversation is unread: no marker moves. */
export const markedUnreadContract = {
  name: 'marked-unread',
  itemKinds: { marked_unread: { id, value: markedUnread } },
} as const satisfies FeatureContract;
