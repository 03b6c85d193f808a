import { Injectable } from '@nestjs/common';
import {
  foldText,
  type ConversationSummary,
  type CreateConversationRequest,
} from '@litspark/shared-contracts';
import { newId } from '../../platform/identifiers/new-id.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ValidationFailedError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { UsersService } from '../users/users.service.js';
import { ConversationCreated } from './conversations.events.js';
import { ConversationsRepository, type NewConversation } from './conversations.repository.js';
import { ConversationsService } from './conversations.service.js';
import { ParticipantsRepository } from './participants.repository.js';

/** `created` is false where the two people of a direct had one already. */
export interface Created {
  conversation: ConversationSummary;
  created: boolean;
}

@Injectable()
export class ConversationCreationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsRepository,
    private readonly participants: ParticipantsRepository,
    private readonly reading: ConversationsService,
    private readonly users: UsersService,
  ) {}

  /** `at` is for what is brought in from elsewhere. Throws ValidationFailedError, also for unknown or disabled users. */
  async create(actor: Actor, request: CreateConversationRequest, at = new Date()): Promise<Created> {
    const otherIds = [...new Set(request.participantIds)].filter((id) => id !== actor.userId);
    validate(request, otherIds);
    const directKey = request.kind === 'direct' ? [actor.userId, ...otherIds].sort().join(' ') : null;
    // The first direct stays theirs, even if the other has been disabled since.
    const existing = directKey && (await this.conversations.findDirect(directKey));
    if (existing) return { conversation: await this.reading.get(actor, existing), created: false };

    await this.users.requireExisting(otherIds);
    return this.store(actor, otherIds, {
      id: newId(),
      kind: request.kind,
      visibility: request.visibility ?? 'private',
      title: request.title ?? null,
      searchText: foldText(request.title ?? ''),
      directKey,
      participantCount: otherIds.length + 1,
      createdAt: at,
    });
  }

  private async store(actor: Actor, otherIds: string[], conversation: NewConversation): Promise<Created> {
    const ownRole = conversation.kind === 'direct' ? 'member' : 'owner';
    // Two people who create their direct at once wait for each other here, not in the database.
    const keys = [conversation.id, ...(conversation.directKey === null ? [] : [conversation.directKey])];
    const summary = await this.unitOfWork.change(keys, async () => {
      if (!(await this.conversations.insert(conversation))) return null;
      const people = [
        { userId: actor.userId, role: ownRole } as const,
        ...otherIds.map((userId) => ({ userId, role: 'member' }) as const),
      ];
      await this.participants.add(conversation.id, people, 0, conversation.createdAt);
      this.unitOfWork.publish(
        new ConversationCreated(
          conversation.id,
          people.map(({ userId }) => userId),
        ),
      );
      return this.reading.summarise(actor, await this.reading.forParticipant(actor, conversation.id));
    });
    if (summary) return { conversation: summary, created: true };

    // The other created it at the same moment: theirs is committed now.
    const first = await this.conversations.findDirect(conversation.directKey ?? '');
    if (!first) throw new Error('a direct conversation was refused as a second one but there is no first');
    return { conversation: await this.reading.get(actor, first), created: false };
  }
}

function validate(request: CreateConversationRequest, otherIds: readonly string[]): void {
  const { kind, title, visibility } = request;
  if (kind === 'direct' && otherIds.length !== 1)
    throw ValidationFailedError.at(
      'participantIds',
      'a direct conversation is with exactly one other person',
    );
  if (kind === 'direct' && title !== undefined)
    throw ValidationFailedError.at('title', 'a direct conversation has none');
  if (kind === 'channel' && title === undefined)
    throw ValidationFailedError.at('title', 'a channel needs one');
  if (kind !== 'channel' && visibility === 'public')
    throw ValidationFailedError.at('visibility', 'only a channel can be public');
}
