import { Injectable } from '@nestjs/common';
import { foldText, text, type ConversationPage, type ListChannelsQuery } from '@litspark/shared-contracts';
import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../platform/pagination/cursor.js';
import { containing } from '../../platform/database/like-pattern.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Actor } from '../../platform/security/actor.js';
import { ConversationSummariesService } from './conversation-summaries.service.js';
import { ConversationsRepository } from './conversations.repository.js';

const channelCursor = z.tuple([text(0, 500), z.uuid()]);

/** The public channels, which anyone may find. */
@Injectable()
export class ChannelsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsRepository,
    private readonly summaries: ConversationSummariesService,
  ) {}

  /** By title; `q` matches titles without regard to case and accents. */
  list(actor: Actor, query: ListChannelsQuery): Promise<ConversationPage> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, channelCursor);
    const wanted = foldText(query.q ?? '').trim();
    return this.unitOfWork.snapshot(async () => {
      const found = await this.conversations.readChannelPage(
        actor.userId,
        wanted === '' ? null : containing(wanted),
        after && { searchText: after[0], id: after[1] },
        query.limit + 1,
      );
      const items = found.slice(0, query.limit);
      const last = found.length > query.limit ? items.at(-1) : undefined;
      return {
        items: await this.summaries.summarise(actor.userId, items),
        nextCursor: last ? encodeCursor([last.searchText, last.id]) : null,
      };
    });
  }
}
