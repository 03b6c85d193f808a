import type {
  ConversationKind,
  ParticipantRole,
  UpdateConversationRequest,
} from '@litspark/shared-contracts';
import { ConflictError, ForbiddenError } from '../../platform/errors/domain-error.js';

/** A conversation's kind and the actor's role in it: all that rights depend on. */
export interface RoleInConversation {
  kind: ConversationKind;
  role: ParticipantRole;
}

/** In a group any participant may change and archive it, in a channel an owner; in a direct either may archive. */
export function assertMayUpdate(
  { kind, role }: RoleInConversation,
  changes: UpdateConversationRequest,
): void {
  if (kind === 'direct' && (changes.title !== undefined || changes.topic !== undefined))
    throw new ConflictError('A direct conversation has neither title nor topic.');
  if (kind === 'channel' && role !== 'owner')
    throw new ForbiddenError('Only an owner may change the channel.');
}

/** In a group any participant may add people, in a channel an owner. */
export function assertMayAdd({ kind, role }: RoleInConversation): void {
  if (kind === 'direct') throw new ConflictError('Nobody can be added to a direct conversation.');
  if (kind === 'channel' && role !== 'owner')
    throw new ForbiddenError('Only an owner may add people to the channel.');
}

/** Leaving is anyone's, removing somebody an owner's. */
export function assertMayRemove({ kind, role }: RoleInConversation, isSelf: boolean): void {
  if (kind === 'direct') throw new ConflictError('A direct conversation cannot be left.');
  if (!isSelf && role !== 'owner') throw new ForbiddenError('Only an owner may remove somebody.');
}
