import { Injectable } from '@nestjs/common';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { UsersService } from '../users/users.service.js';
import { assertMayAdd, assertMayRemove } from './conversation-policy.js';
import { ConversationChanged, ParticipantRemoved, ParticipantsAdded } from './conversations.events.js';
import { ConversationsRepository, type OwnConversation } from './conversations.repository.js';
import { ConversationsService } from './conversations.service.js';
import type { ConversationEntity } from './conversation.entity.js';
import { DeparturesService } from './departures.service.js';
import { ParticipantsRepository } from './participants.repository.js';

/** People coming to a conversation and going. */
@Injectable()
export class ParticipantsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsRepository,
    private readonly participants: ParticipantsRepository,
    private readonly reading: ConversationsService,
    private readonly users: UsersService,
    private readonly departures: DeparturesService,
  ) {}

  /** Adds those who aren't there yet. Throws ValidationFailedError for unknown or disabled users. */
  add(actor: Actor, conversationId: string, userIds: readonly string[]): Promise<ConversationSummary> {
    return this.unitOfWork.change([conversationId], async () => {
      const own = await this.reading.lockedForParticipant(actor, conversationId);
      assertMayAdd(own);
      const present = new Set(await this.participants.present(conversationId, userIds));
      const newIds = [...new Set(userIds)].filter((id) => !present.has(id));
      await this.users.requireExisting(newIds);
      const changed = newIds.length > 0 ? await this.let(own, newIds) : own;
      return this.reading.summarise(actor, { ...own, ...changed });
    });
  }

  /** Whoever wants joins a public channel; who is there already changes nothing. */
  join(actor: Actor, conversationId: string): Promise<ConversationSummary> {
    return this.unitOfWork.change([conversationId], async () => {
      const conversation = await this.conversations.lock(conversationId);
      const own = await this.conversations.findOwn(actor.userId, conversationId);
      if (own) {
        assertMayAdd({ kind: own.kind, role: 'owner' });
        return this.reading.summarise(actor, own);
      }
      if (conversation?.kind !== 'channel' || conversation.visibility !== 'public')
        throw new NotFoundError('There is no such channel.');
      await this.let(conversation, [actor.userId]);
      return this.reading.summarise(actor, await this.reading.forParticipant(actor, conversationId));
    });
  }

  /** Removes somebody, or leaves. */
  async remove(actor: Actor, conversationId: string, userId: string): Promise<void> {
    await this.unitOfWork.change([conversationId], async () => {
      const own = await this.reading.lockedForParticipant(actor, conversationId);
      assertMayRemove(own, userId === actor.userId);
      if (!(await this.participants.remove(conversationId, userId)))
        throw new NotFoundError('This person does not participate.');
      await this.departures.run(conversationId, userId);
      await this.participants.ensureOwner(conversationId);
      const changed = await this.conversations.change(own, { participantCount: own.participantCount - 1 });
      this.unitOfWork.publish(new ParticipantRemoved(conversationId, userId, changed.revision));
      this.publishChange(changed);
    });
  }

  private async let(
    conversation: ConversationEntity | OwnConversation,
    userIds: string[],
  ): Promise<ConversationEntity> {
    // Whoever comes back to a channel that everybody left takes it over.
    const role = conversation.participantCount === 0 ? 'owner' : 'member';
    await this.participants.add(
      conversation.id,
      userIds.map((userId) => ({ userId, role })),
      conversation.lastSeq,
      new Date(),
    );
    const changed = await this.conversations.change(conversation, {
      participantCount: conversation.participantCount + userIds.length,
    });
    this.unitOfWork.publish(new ParticipantsAdded(conversation.id, userIds, changed.revision));
    this.publishChange(changed);
    return changed;
  }

  private publishChange({ id, revision, participantCount }: ConversationEntity): void {
    this.unitOfWork.publish(new ConversationChanged(id, revision, participantCount));
  }
}
