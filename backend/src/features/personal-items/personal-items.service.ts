import { Injectable } from '@nestjs/common';
import {
  isItemKind,
  limits,
  type ItemKindName,
  type ItemPage,
  type ItemParams,
  type ItemValue,
  type ListItemsQuery,
  type PersonalItem,
  type PersonalNews,
} from '@litspark/shared-contracts';
import * as z from 'zod';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import { decodeCursor, encodeCursor } from '../../platform/pagination/cursor.js';
import type { Actor } from '../../platform/security/actor.js';
import type { PresentItem } from './item-changes.service.js';
import { idOf, requireKind } from './item-kinds.js';
import { PersonalItemsRepository, type ItemQuery } from './personal-items.repository.js';

/** Where a page ended, the person's revision when the load began, and whether it is one of everything. */
const itemCursor = z.tuple([z.int().min(0), z.int().min(0), z.literal([0, 1])]);

/** What a client that syncs holds. */
export interface HeldItems {
  revision: number;
  cursor: string | undefined;
  /** It is of another history of the database: nothing of it counts. */
  ofAnotherPast: boolean;
}

interface Page {
  items: PersonalItem[];
  /** The person's, when the load began. */
  revision: number;
  nextCursor: string | null;
  reset?: true;
}

/** What a person set, for that person. */
@Injectable()
export class PersonalItemsService {
  constructor(private readonly items: PersonalItemsRepository) {}

  /** A page of the person's items. Throws ValidationFailedError for an unknown kind. */
  list({ userId }: Actor, query: ListItemsQuery): Promise<ItemPage> {
    const kind = query.kind === undefined ? null : requireKind(query.kind);
    const position = positionOf(query.afterRevision, query.cursor);
    return this.page({ userId, kind, ...position, ofAnotherPast: false, limit: query.limit });
  }

  /** What `sync` answers: one statement. */
  async news({ userId }: Actor, held: HeldItems): Promise<PersonalNews> {
    const { ofAnotherPast } = held;
    const position = positionOf(held.revision, ofAnotherPast ? undefined : held.cursor);
    const { nextCursor, ...page } = await this.page({
      userId,
      kind: null,
      ...position,
      ofAnotherPast,
      limit: limits.itemsMax,
    });
    return { ...page, cursor: nextCursor };
  }

  /** Throws NotFoundError for what never was or is gone. */
  async get({ userId }: Actor, { kind, id }: ItemParams): Promise<PersonalItem> {
    const known = isItemKind(kind) ? idOf(kind, id) : null;
    const found = known === null ? null : await this.items.find(userId, kind, known);
    if (!found?.value) throw new NotFoundError('There is no such item.');
    return found;
  }

  /** One item of somebody, for the feature whose kind it is; null for what never was or is gone. */
  async find<K extends ItemKindName>(userId: string, kind: K, id: string): Promise<PresentItem<K> | null> {
    const found = await this.items.find(userId, kind, id);
    // What is stored of a kind is a value of it.
    return found?.value ? { revision: found.revision, value: found.value as ItemValue<K> } : null;
  }

  /** How many items of a kind somebody has that hold all of `containing`, the one called `exceptId` not counted. */
  count<K extends ItemKindName>(
    userId: string,
    kind: K,
    containing: Partial<ItemValue<K>>,
    exceptId: string,
  ): Promise<number> {
    return this.items.count(userId, kind, containing, exceptId);
  }

  private async page(query: ItemQuery): Promise<Page> {
    const { items, hasMore, isFull, reset, ...present } = await this.items.page(query);
    const revision = query.began?.revision ?? present.revision;
    const last = items.at(-1);
    return {
      items,
      revision,
      nextCursor: hasMore && last ? encodeCursor([last.revision, revision, isFull ? 1 : 0]) : null,
      ...(reset && { reset: true }),
    };
  }
}

function positionOf(
  afterRevision: number,
  cursor: string | undefined,
): Pick<ItemQuery, 'afterRevision' | 'began'> {
  if (cursor === undefined) return { afterRevision, began: null };
  const [after, revision, isFull] = decodeCursor(cursor, itemCursor);
  return { afterRevision: after, began: { revision, isFull: isFull === 1 } };
}
