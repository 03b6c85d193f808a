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
import {
  ItemChangesRepository,
  type ItemMatch,
  type ItemRef,
  type OwnedItem,
} from './item-changes.repository.js';
import { idOf, requireId, requireKind, requireValue } from './item-kinds.js';
import { ItemRulesService } from './item-rules.service.js';
import { asStored, assertFits } from './item-value.js';
import { ItemsChanged } from './personal-items.events.js';
import { PersonalItemsRepository } from './personal-items.repository.js';

/** An item as it is, its person being locked. */
export interface PresentItem<K extends ItemKindName> {
  revision: number;
  value: ItemValue<K>;
}

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
    const rule = this.rules.of(kind);
    const conversationId = rule.conversationOf(id, checked);
    const locked = rule.comesBetweenSends ? conversationId : null;
    return this.change(actor, locked, async () => {
      if (locked !== null) await this.conversations.lockedBetweenSends(actor, locked);
      else if (conversationId !== null) await this.conversations.holdParticipant(actor, conversationId);
      await this.changes.lockOne(actor.userId);
      const present = await this.present(actor, kind, id);
      assertRevision(present, ifRevision);
      const decided = await this.decide(actor, { kind, id }, checked, present);
      if (present?.value && isDeepStrictEqual(decided, asStored(present.value))) return present;
      if (!present && (await this.items.isFull(actor.userId)))
        throw new ConflictError(`There are ${limits.personalItems} items already.`);
      return this.store(actor.userId, { kind, id }, decided, rule.outlivesDeparture ? null : conversationId);
    });
  }

  /**
   * Lets `decide` change an item that is there, for what the system does by itself; null, or what is there already, changes nothing.
   * Nobody else changes the item meanwhile.
   */
  changeBySystem<K extends ItemKindName>(
    userId: string,
    { kind, id }: { kind: K; id: string },
    decide: (present: PresentItem<K>) => Promise<ItemValue<K> | null>,
  ): Promise<void> {
    return this.change({ userId }, null, async () => {
      await this.changes.lockOne(userId);
      const present = await this.present({ userId }, kind, id);
      if (!present) return;
      // What is stored of a kind is a value of it.
      const value = present.value as ItemValue<K>;
      const decided = await decide({ revision: present.revision, value });
      if (!decided || isDeepStrictEqual(asStored(decided), asStored(value))) return;
      const rule = this.rules.of(kind);
      const conversationId = rule.outlivesDeparture ? null : rule.conversationOf(id, decided);
      await this.store(userId, { kind, id }, asStored(decided), conversationId);
    });
  }

  /**
   * Takes an item away; what is gone changes nothing. Throws ValidationFailedError (kind), ConflictError (`ifRevision`), and what the
   * kind's rule throws.
   */
  async delete(actor: Actor, params: ItemParams, ifRevision: number | undefined): Promise<void> {
    const kind = requireKind(params.kind);
    const id = idOf(kind, params.id);
    if (id === null) return;
    const rule = this.rules.of(kind);
    if (!(await this.present(actor, kind, id))) return rule.remove({ actor, id, isPresent: false });
    await this.change(actor, null, async () => {
      await this.changes.lockOne(actor.userId);
      const present = await this.present(actor, kind, id);
      await rule.remove({ actor, id, isPresent: present !== null });
      if (!present) return;
      assertRevision(present, ifRevision);
      await this.store(actor.userId, { kind, id }, null, null);
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

  /** The present revisions of these items, in their order; null for what is gone or never was. Their persons are locked. */
  revisionsOf(refs: readonly ItemRef[]): Promise<(number | null)[]> {
    return this.changes.revisionsOf(refs);
  }

  /** For `SendCompanion.condition`: whether the sender has an item of this kind whose id is the `clientMessageId`. */
  sentUnderIdOf(kind: ItemKindName): string {
    return this.changes.sentUnderIdOf(kind);
  }

  /** Takes away those of these items that are there and match. Their persons are locked. */
  async removeMatching(matches: readonly ItemMatch[]): Promise<void> {
    this.announce(await this.changes.removeMatching(matches));
  }

  /** One after the other for each person in this process, so that changes are announced in the order of their revisions. */
  private change<T>(
    { userId }: Pick<Actor, 'userId'>,
    conversationId: string | null,
    work: () => Promise<T>,
  ): Promise<T> {
    const conversations = conversationId === null ? [] : [conversationId];
    return this.unitOfWork.change([...conversations, `person ${userId}`], work);
  }

  private async present(
    { userId }: Pick<Actor, 'userId'>,
    kind: ItemKindName,
    id: string,
  ): Promise<PersonalItem | null> {
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
    userId: string,
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
