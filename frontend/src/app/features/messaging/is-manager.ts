import type { ConversationKind } from '@litspark/shared-contracts';

/** Whether a participant may change and archive a conversation: anyone in a group or direct, an owner in a channel. */
export function isManager(kind: ConversationKind, isOwner: boolean): boolean {
  return kind !== 'channel' || isOwner;
}
