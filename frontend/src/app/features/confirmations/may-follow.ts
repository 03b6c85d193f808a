import type { Message } from '@litspark/shared-contracts';

/** Whether the reader may see who has confirmed: its sender and the conversation's owners. */
export function mayFollow({ senderId, parts }: Message, readerId: string, isOwner: boolean): boolean {
  return parts.confirmation !== undefined && (senderId === readerId || isOwner);
}

/** The address of the panel that says who has confirmed, as the router takes it. */
export const confirmationsUrl = ({
  conversationId,
  id,
}: Pick<Message, 'conversationId' | 'id'>): string[] => ['/c', conversationId, 'confirmations', id];
