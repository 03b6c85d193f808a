import { Injectable } from '@nestjs/common';
import {
  foldText,
  limits,
  type ConversationPage,
  type ConversationSummary,
  type Message,
  type Participant,
  type ParticipantPage,
  type SharedConversation,
  type UpdateConversationRequest,
} from '@litspark/shared-contracts';
import * as z from 'zod';
import { groupBy } from '../../platform/collections/group-by.js';
import { decodeCursor, encodeCursor } from '../../platform/pagination/cursor.js';
import { Gathered } from '../../platform/concurrency/gathered.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { assertMayUpdate } from './conversation-policy.js';
import { toParticipant } from './conversation-shapes.js';
import type { ConversationEntity } from './conversation.entity.js';
import { ConversationSummariesService } from './conversation-summaries.service.js';
import { ConversationChanged } from './conversations.events.js';
import {
  ConversationsRepository,
  type ConversationChanges,
  type OwnConversation,
  type ReadConversation,
} from './conversations.repository.js';
import { ParticipantsRepository } from './participants.repository.js';

export type { ConversationEntity, OwnConversation };

const listCursor = z.tuple([z.iso.datetime(), z.uuid()]);
const participantCursor = z.tuple([z.int()]);

/** Conversations for those who participate in them. */
@Injectable()
export class ConversationsService {
  /** Many connect at the same time, such as after a cut. */
  private readonly idsByUser = new Gathered((userIds: readonly string[]) =>
    this.participants.conversationsOf(userIds),
  );

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsRepository,
    private readonly participants: ParticipantsRepository,
    private readonly summaries: ConversationSummariesService,
  ) {}

  /**
   * The only way to a conversation, with the actor's part in it. Throws NotFoundError to whoever doesn't participate,
   * as if there were none.
   */
  async forParticipant(actor: Actor, conversationId: string): Promise<OwnConversation> {
    const own = await this.conversations.findOwn(actor.userId, conversationId);
    if (!own) throw new NotFoundError('There is no such conversation.');
    return own;
  }

  /** The same for several at once, in the order given: null to whoever doesn't participate. */
  forParticipants(
    wanted: readonly { userId: string; conversationId: string }[],
  ): Promise<(OwnConversation | null)[]> {
    return this.conversations.findOwnEach(wanted);
  }

  /** The same, locked until the running unit ends: for a change of it. */
  async lockedForParticipant(actor: Actor, conversationId: string): Promise<OwnConversation> {
    await this.conversations.lock(conversationId);
    return this.forParticipant(actor, conversationId);
  }

  /** The same for what comes between sends without changing it: each send comes before, or sees what was written. */
  async lockedBetweenSends(actor: Actor, conversationId: string): Promise<OwnConversation> {
    const own = await this.lockedForParticipant(actor, conversationId);
    await this.conversations.rewrite(conversationId);
    return own;
  }

  /** A conversation locked until the running unit ends, for what the system does by itself. Throws NotFoundError. */
  async locked(conversationId: string): Promise<ConversationEntity> {
    const found = await this.conversations.lock(conversationId);
    if (!found) throw new NotFoundError('There is no such conversation.');
    return found;
  }

  /** Keeps the actor in a conversation until the running unit ends, without locking it. Throws NotFoundError as `forParticipant` does. */
  async holdParticipant({ userId }: Actor, conversationId: string): Promise<void> {
    if (!(await this.participants.hold(conversationId, userId)))
      throw new NotFoundError('There is no such conversation.');
  }

  /** The next revision of a conversation that is locked, for a durable change of something in it. */
  async nextRevision(conversation: ConversationEntity): Promise<number> {
    return (await this.conversations.change(conversation, {})).revision;
  }

  /** Last active first. */
  list(actor: Actor, query: { cursor?: string | undefined; limit: number }): Promise<ConversationPage> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, listCursor);
    return this.unitOfWork.snapshot(async () => {
      // One more than is given tells whether there is a next page.
      const found = await this.conversations.readPage(
        actor.userId,
        after && { lastActiveAt: new Date(after[0]), id: after[1] },
        query.limit + 1,
      );
      const items = found.slice(0, query.limit);
      const last = found.length > query.limit ? items.at(-1) : undefined;
      return {
        items: await this.summaries.summarise(actor.userId, items),
        nextCursor: last ? encodeCursor([last.lastActiveAt.toISOString(), last.id]) : null,
      };
    });
  }

  get(actor: Actor, conversationId: string): Promise<ConversationSummary> {
    return this.unitOfWork.snapshot(async () =>
      this.summarise(actor, await this.forParticipant(actor, conversationId)),
    );
  }

  update(
    actor: Actor,
    conversationId: string,
    request: UpdateConversationRequest,
  ): Promise<ConversationSummary> {
    return this.unitOfWork.change([conversationId], async () => {
      const own = await this.lockedForParticipant(actor, conversationId);
      assertMayUpdate(own, request);
      const changes = changesOf(own, request);
      if (Object.keys(changes).length === 0) return this.summarise(actor, own);

      const changed = await this.conversations.change(own, changes);
      this.unitOfWork.publish(
        new ConversationChanged(conversationId, changed.revision, changed.participantCount),
      );
      return this.summarise(actor, { ...own, ...changed });
    });
  }

  /** A page of participants, in the order they came. */
  participantsOf(
    actor: Actor,
    conversationId: string,
    cursor: string | null | undefined,
    limit: number,
  ): Promise<ParticipantPage> {
    const after = cursor == null ? null : decodeCursor(cursor, participantCursor);
    return this.unitOfWork.snapshot(async () => {
      await this.forParticipant(actor, conversationId);
      const found = await this.participants.page(conversationId, after?.[0] ?? 0, limit + 1);
      const items = found.slice(0, limit);
      const last = found.length > limit ? items.at(-1) : undefined;
      return { items: items.map(toParticipant), nextCursor: last ? encodeCursor([last.position]) : null };
    });
  }

  /** As everybody in it sees it; null once it is gone. For what is sent to all, not for one reader. */
  shared(conversationId: string): Promise<SharedConversation | null> {
    return this.unitOfWork.snapshot(async () => {
      const found = await this.conversations.find(conversationId);
      const [shared] = await this.summaries.share(found ? [found] : [], new Set([conversationId]));
      return shared ?? null;
    });
  }

  /**
   * As each of these users sees it, by their ids; who doesn't participate (any more) is missing. A fixed number of
   * statements, whatever the number of users.
   */
  summariesFor(
    userIds: readonly string[],
    conversationId: string,
  ): Promise<Map<string, ConversationSummary>> {
    return this.unitOfWork.snapshot(async () => {
      const found = await this.conversations.find(conversationId);
      if (!found) return new Map<string, ConversationSummary>();
      const readers = await this.participants.readMarkersOf(conversationId, userIds);
      return this.summaries.summariseFor(readers, found);
    });
  }

  /** As this user sees it; null if they don't participate (any more). */
  summary(userId: string, conversationId: string): Promise<ConversationSummary | null> {
    return this.unitOfWork.snapshot(async () => {
      const own = await this.conversations.findOwn(userId, conversationId);
      return own && this.summarise({ userId }, own);
    });
  }

  /** One reader's view of a conversation that was loaded in the running unit. */
  async summarise(reader: Pick<Actor, 'userId'>, own: ReadConversation): Promise<ConversationSummary> {
    const [summary] = await this.summaries.summarise(reader.userId, [own]);
    if (!summary) throw new Error('a conversation was left without its summary');
    return summary;
  }

  /**
   * Their readers' views of conversations that were loaded in the running snapshot, in the order given, with those who came first in
   * each. `loaded` are messages that were loaded there too: the last ones may be among them.
   */
  async describeEach(
    each: readonly { own: OwnConversation; loaded: readonly Message[] }[],
  ): Promise<{ conversation: ConversationSummary; participants: Participant[] }[]> {
    const owns = each.map(({ own }) => own);
    const first = await this.participants.firstOf(distinctIds(owns), limits.joinParticipants);
    const participants = groupBy(first, ({ conversationId }) => conversationId);
    const last = each.flatMap(({ own, loaded }) => loaded.find(({ seq }) => seq === own.lastSeq) ?? []);
    const summaries = await this.summaries.summariseEach(owns, participants, last);
    const shown = new Map([...participants].map(([id, those]) => [id, those.map(toParticipant)]));
    return summaries.map((conversation) => ({
      conversation,
      participants: shown.get(conversation.id) ?? [],
    }));
  }

  /** The reader's views of those of `ids` that they participate in, in the order of `ids`. Call it inside a snapshot. */
  async summariesOf(userId: string, ids: readonly string[]): Promise<ConversationSummary[]> {
    if (ids.length === 0) return [];
    const found = await this.conversations.readMany(userId, ids);
    const own = new Map(found.filter((one) => one.lastReadSeq !== null).map((one) => [one.id, one]));
    return this.summaries.summarise(
      userId,
      ids.flatMap((id) => own.get(id) ?? []),
    );
  }

  /** The ids of all conversations a user participates in. */
  idsOf(userId: string): Promise<string[]> {
    return this.idsByUser.get(userId);
  }

  /** All who participate, in the order they came. Whether the caller may know is the caller's to decide. */
  participantIds(conversationId: string): Promise<string[]> {
    return this.participants.idsOf(conversationId);
  }

  /** Those of `userIds` who participate. */
  presentOf(conversationId: string, userIds: readonly string[]): Promise<string[]> {
    return this.participants.present(conversationId, userIds);
  }

  /**
   * The ids of each of these users' conversations of at most 100 participants: who is in one of them is sent what
   * becomes of the person. Who has none is missing.
   */
  async smallConversationsOf(userIds: readonly string[]): Promise<Map<string, string[]>> {
    const found = await this.participants.smallConversationsOf(userIds, limits.largeConversation);
    return new Map(found.map(({ userId, conversationIds }) => [userId, conversationIds]));
  }
}

const distinctIds = (conversations: readonly { id: string }[]): string[] => [
  ...new Set(conversations.map(({ id }) => id)),
];

/** What a request would really change: asking for what is there already changes nothing. */
function changesOf(own: OwnConversation, request: UpdateConversationRequest): ConversationChanges {
  const changes: ConversationChanges = {};
  if (request.title !== undefined && request.title !== own.title) {
    changes.title = request.title;
    changes.searchText = foldText(request.title);
  }
  // An empty topic takes it away.
  const topic = request.topic === '' ? null : request.topic;
  if (topic !== undefined && topic !== own.topic) changes.topic = topic;
  if (request.archived !== undefined && request.archived !== (own.archivedAt !== null))
    changes.archivedAt = request.archived ? new Date() : null;
  return changes;
}
