import type { ParticipantRole } from '@litspark/shared-contracts';
import { ConflictError, ForbiddenError } from '../../platform/errors/domain-error.js';
import type { MessageEntity } from './message.entity.js';

/** Somebody in a conversation. */
interface ActingParticipant {
  userId: string;
  role: ParticipantRole;
}

/** What somebody said is theirs to change. */
export function assertMayEdit(
  { userId }: ActingParticipant,
  { senderId }: Pick<MessageEntity, 'senderId'>,
): void {
  if (userId !== senderId) throw new ForbiddenError('Only the author may edit a message.');
}

/** An owner may take away what others said, but not change it. In a direct nobody owns. */
export function assertMayDelete(
  { userId, role }: ActingParticipant,
  { senderId }: Pick<MessageEntity, 'senderId'>,
): void {
  if (userId !== senderId && role !== 'owner')
    throw new ForbiddenError('Only the author or an owner of the conversation may delete a message.');
}

/** A tombstone stays as it is. */
export function assertNotDeleted({ deletedAt }: Pick<MessageEntity, 'deletedAt'>): void {
  if (deletedAt) throw new ConflictError('The message was deleted.');
}
