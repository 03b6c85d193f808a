import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  limits,
  type ActivityEntry,
  type ActivityKind,
  type ActivityPage,
  type ListActivityQuery,
} from '@litspark/shared-contracts';
import * as z from 'zod';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { newId } from '../../platform/identifiers/new-id.js';
import { decodeCursor, encodeCursor } from '../../platform/pagination/cursor.js';
import type { Actor } from '../../platform/security/actor.js';
import { DeparturesService } from '../conversations/departures.service.js';
import { PersonalItemsService } from '../personal-items/personal-items.service.js';
import type { ActivityEntryEntity } from './activity-entry.entity.js';
import { ActivityAdded } from './activity.events.js';
import { ActivityRepository } from './activity.repository.js';

const listCursor = z.tuple([z.iso.datetime(), z.uuid()]);

/** What a person is told of. */
export interface Happening {
  userId: string;
  kind: ActivityKind;
  /** What it tells of, for this person and kind: it is told once, however often this is asked for. */
  source: string;
  actorId?: string;
  /** Who doesn't take part in it isn't told. */
  conversationId?: string;
  /** Of this conversation; of one that is deleted nobody is told. */
  message?: { id: string; seq: number };
}

/** What happened to people, for those people. */
@Injectable()
export class ActivityService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly entries: ActivityRepository,
    private readonly items: PersonalItemsService,
    private readonly departures: DeparturesService,
  ) {}

  onModuleInit(): void {
    this.departures.onDeparture((conversationId, userId) =>
      this.entries.removeOfConversation(userId, conversationId),
    );
  }

  /** Tells people with the commit of the running unit of work: all their devices, and whoever looks later. */
  async tell(happenings: readonly Happening[]): Promise<void> {
    if (happenings.length === 0) return;
    const stored = await this.entries.add(
      happenings.map(({ userId, kind, source, actorId, conversationId, message }) => ({
        id: newId(),
        userId,
        kind,
        source,
        actorId: actorId ?? null,
        conversationId: conversationId ?? null,
        messageId: message?.id ?? null,
        seq: message?.seq ?? null,
      })),
    );
    if (stored.length === 0) return;
    this.unitOfWork.publish(
      new ActivityAdded(stored.map((entity) => ({ userId: entity.userId, entry: toEntry(entity) }))),
    );
  }

  list({ userId }: Actor, { kind, cursor, limit }: ListActivityQuery): Promise<ActivityPage> {
    const after = cursor === undefined ? null : decodeCursor(cursor, listCursor);
    return this.unitOfWork.snapshot(async () => {
      const found = await this.entries.page({
        userId,
        kind: kind ?? null,
        after: after && { at: new Date(after[0]), id: after[1] },
        // One more than is given tells whether there is a next page.
        limit: limit + 1,
      });
      const seen = await this.items.find(userId, 'activity_seen', 'activity');
      const seenAt = seen && new Date(seen.value.at);
      const items = found.slice(0, limit).map(toEntry);
      const last = found.length > limit ? items.at(-1) : undefined;
      return {
        items,
        unseenCount: await this.entries.countAfter(userId, seenAt, limits.unseenActivityMax),
        nextCursor: last ? encodeCursor([last.at, last.id]) : null,
      };
    });
  }
}

const toEntry = ({
  at,
  id,
  kind,
  actorId,
  conversationId,
  messageId,
  seq,
}: ActivityEntryEntity): ActivityEntry => ({
  id,
  kind,
  at: at.toISOString(),
  actorId,
  conversationId,
  messageId,
  seq,
});
