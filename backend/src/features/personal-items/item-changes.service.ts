import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import {
  limits,
  type ItemKindName,
  type ItemParams,
  type ItemValue,
  type PersonalItem,
  type PutItemRequest,
} from '@litspark/shared-contracts';
import { groupBy } from '../../platform/collections/group-by.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ConflictError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { ItemChangesRepository, type ItemMatch, type OwnedItem } from './item-changes.repository.js';
import { idOf, requireId, requireKind, requireValue } from './item-kinds.js';
import { ItemRulesService } from './item-rules.service.js';
import { asStored, assertFits } from './item-value.js';
import { ItemsChanged } from './personal-items.events.js';
import { PersonalItemsRepository } from './personal-items.repository.js';

/**
 * Changes of what belongs to one person: each takes the next revision of theirs, under their lock. Locks are taken in one order
 * everywhere: conversations by id, then persons by id.
 */
@Injectable()
export class ItemChangesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly rules: ItemRulesService,
    private readonly items: PersonalItemsRepository,
    private readonly changes: ItemChangesRepository,
  ) {}

  /**
   * Sets an item; what changes nothing takes no revision. Throws ValidationFailedError (kind, id, value), NotFoundError (of a conversation
   * that the person doesn't see), ConflictError (`ifRevision`, or too many items), and what the kind's rule throws.
   */
  async put(actor: Actor, params: ItemParams, { value, ifRevision }: PutItemRequest): Promise<PersonalItem> {
    const kind = requireKind(params.kind);
    const id = requireId(kind, params.id);
    assertFits(value);
    const checked = requireValue(kind, value);
    const conversationId = this.rules.of(kind).conversationOf(id, checked);
    return this.change(actor, async () => {
      if (conversationId !== null) await this.conversations.holdParticipant(actor, conversationId);
      await this.changes.lockOne(actor.userId);
      const present = await this.present(actor, kind, id);
      assertRevision(present, ifRevision);
      const decided = await this.decide(actor, { kind, id }, checked, present);
      if (present?.value && isDeepStrictEqual(decided, asStored(present.value))) return present;
      if (!present && (await this.items.isFull(actor.userId)))
        throw new ConflictError(`There are ${limits.personalItems} items already.`);
      return this.store(actor, { kind, id }, decided, conversationId);
    });
  }

  /** Takes an item away; what is gone changes nothing. Throws ValidationFailedError (kind) and ConflictError (`ifRevision`). */
  async delete(actor: Actor, params: ItemParams, ifRevision: number | undefined): Promise<void> {
    const kind = requireKind(params.kind);
    const id = idOf(kind, params.id);
    if (id === null || !(await this.present(actor, kind, id))) return;
    await this.change(actor, async () => {
      await this.changes.lockOne(actor.userId);
      const present = await this.present(actor, kind, id);
      if (!present) return;
      assertRevision(present, ifRevision);
      await this.store(actor, { kind, id }, null, null);
    });
  }

  /** Takes away a person's items of a conversation, in the running unit of work. Throws LockedError. */
  async removeOfConversation(userId: string, conversationId: string): Promise<void> {
    await this.changes.lockOne(userId);
    this.announce(await this.changes.removeOfConversation(userId, conversationId));
  }

  /** Locks persons for `removeMatching`, in the running unit of work. Gives those that could be locked; see `waitsForLocks`. */
  lock(userIds: readonly string[]): Promise<ReadonlySet<string>> {
    return this.changes.lock([...new Set(userIds)]);
  }

  /** Takes away those of these items that are there and match. Their persons are locked. */
  async removeMatching(matches: readonly ItemMatch[]): Promise<void> {
    this.announce(await this.changes.removeMatching(matches));
  }

  /** One after the other for each person in this process, so that changes are announced in the order of their revisions. */
  private change<T>({ userId }: Actor, work: () => Promise<T>): Promise<T> {
    return this.unitOfWork.change([`person ${userId}`], work);
  }

  private async present({ userId }: Actor, kind: ItemKindName, id: string): Promise<PersonalItem | null> {
    const found = await this.items.find(userId, kind, id);
    return found?.value ? found : null;
  }

  private async decide(
    actor: Actor,
    { kind, id }: { kind: ItemKindName; id: string },
    value: ItemValue<ItemKindName>,
    present: PersonalItem | null,
  ): Promise<Record<string, unknown>> {
    // What is stored of a kind is a value of it.
    const former = (present?.value ?? null) as ItemValue<ItemKindName> | null;
    return asStored(await this.rules.of(kind).write({ actor, id, value, present: former }));
  }

  private async store(
    { userId }: Actor,
    item: { kind: ItemKindName; id: string },
    value: Record<string, unknown> | null,
    conversationId: string | null,
  ): Promise<PersonalItem> {
    const stored = await this.changes.store({ userId, ...item, value, conversationId });
    this.unitOfWork.publish(new ItemsChanged(userId, [stored]));
    return stored;
  }

  private announce(changed: readonly OwnedItem[]): void {
    for (const [userId, items] of groupBy(changed, (item) => item.userId)) {
      const shown = items.map(({ kind, id, revision, value }) => ({ kind, id, revision, value }));
      this.unitOfWork.publish(new ItemsChanged(userId, shown));
    }
  }
}

/** 0 is for what must not exist; what is gone doesn't. */
function assertRevision(present: PersonalItem | null, ifRevision: number | undefined): void {
  if (ifRevision !== undefined && ifRevision !== (present?.revision ?? 0))
    throw new ConflictError('The item was changed meanwhile.');
}
