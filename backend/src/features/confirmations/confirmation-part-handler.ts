import type { Confirmation } from '@litspark/shared-contracts';
import { HandlesPart } from '../../platform/contract/message-part-handler.js';
import { ConflictError, ForbiddenError, ValidationFailedError } from '../../platform/errors/domain-error.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import {
  MessagePartHandler,
  type AdmittedPart,
  type PartSend,
  type SentPart,
} from '../messages/message-part.port.js';
import { ConfirmationRequestsRepository } from './confirmation-requests.repository.js';
import { ConfirmationsRepository } from './confirmations.repository.js';

/** Who is expected to confirm, in the order they came. */
type ExpectedIds = string[];

/** In a group any participant may ask for confirmations, in a channel an owner, elsewhere nobody. */
@HandlesPart('confirmation')
export class ConfirmationPartHandler extends MessagePartHandler<'confirmation', ExpectedIds> {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly requests: ConfirmationRequestsRepository,
    private readonly confirmations: ConfirmationsRepository,
  ) {
    super();
  }

  override async admit({
    conversation,
    sender,
  }: PartSend<unknown>): Promise<AdmittedPart<Confirmation, ExpectedIds>> {
    const { id, kind } = conversation;
    if (kind !== 'group' && kind !== 'channel')
      throw ValidationFailedError.at('parts.confirmation', 'is only taken by groups and channels');
    if (kind === 'channel' && sender.role !== 'owner')
      throw new ForbiddenError('Only an owner may ask for confirmations in the channel.');
    const participantIds = await this.conversations.participantIds(id);
    const kept = participantIds.filter((userId) => userId !== sender.userId);
    return { state: { expected: kept.length, count: 0, userIds: [], closedAt: null }, kept };
  }

  override store(sent: readonly SentPart<Confirmation, ExpectedIds>[]): Promise<void> {
    return this.requests.add(
      sent.map(({ message: { id, conversationId, senderId }, kept: expectedIds = [] }) => ({
        messageId: id,
        conversationId,
        senderId,
        expectedIds,
      })),
    );
  }

  override async edited({ id }: { id: string }): Promise<void> {
    await this.requests.lock(id);
    if (await this.confirmations.any(id))
      throw new ConflictError('Somebody has confirmed the message: its body stays as it is.');
  }

  override async removed({ id }: { id: string }): Promise<void> {
    await this.requests.remove(id);
    await this.confirmations.settle(id);
  }
}
