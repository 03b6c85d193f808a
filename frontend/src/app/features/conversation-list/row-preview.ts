import type { Message } from '@litspark/shared-contracts';
import type { PendingMessage } from '../../stores/timeline';
import { plainText } from '../../ui/markdown/plain-text';

/** What the second line of a row says, the most urgent first. */
export type RowPreview =
  | { kind: 'typing'; userIds: readonly string[] }
  | { kind: 'failed' }
  | { kind: 'draft'; text: string }
  | { kind: 'waiting'; text: string }
  | { kind: 'deleted'; senderId: string }
  | { kind: 'message'; senderId: string; text: string }
  | { kind: 'empty' };

export interface PreviewInput {
  /** As it is to be shown. */
  lastMessage: Message | null;
  typing: readonly string[];
  draft: string;
  pending: readonly PendingMessage[];
  /** The present name of a mentioned person; null keeps the one that was typed. */
  nameOf: (userId: string) => string | null;
}

const maxLength = 90;

export function previewOf({ lastMessage, typing, draft, pending, nameOf }: PreviewInput): RowPreview {
  if (typing.length > 0) return { kind: 'typing', userIds: typing };
  if (pending.some((message) => message.state === 'failed')) return { kind: 'failed' };
  if (draft.trim()) return { kind: 'draft', text: plainText(draft, { maxLength, nameOf }) };
  const waiting = pending.at(-1);
  if (waiting) return { kind: 'waiting', text: plainText(waiting.body, { maxLength, nameOf }) };
  if (!lastMessage) return { kind: 'empty' };
  const { senderId, deletedAt, body } = lastMessage;
  return deletedAt
    ? { kind: 'deleted', senderId }
    : { kind: 'message', senderId, text: plainText(body, { maxLength, nameOf }) };
}
