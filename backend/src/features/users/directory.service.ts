import { Inject, Injectable, Optional } from '@nestjs/common';
import {
  id,
  limits,
  searchWords,
  text,
  type ListUsersQuery,
  type UserPage,
} from '@litspark/shared-contracts';
import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../platform/pagination/cursor.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { Correspondents } from './correspondents.port.js';
import { DirectoryRepository, favouritesMax, type RankedPosition } from './directory.repository.js';
import type { UserEntity } from './user.entity.js';
import { UsersService } from './users.service.js';

const nameCursor = z.tuple([text(0, 1_000), z.uuid()]);
/** With the favourites of the first page: who writes meanwhile changes no order, so that nobody is left out or told twice. */
const rankedCursor = z.tuple([
  z.literal([0, 1, 2]),
  z
    .int()
    .min(1)
    .max(favouritesMax + 1),
  text(0, 1_000),
  z.uuid(),
  z.array(id).max(favouritesMax),
]);

type Filter = Pick<RankedFilter, 'ids' | 'conversationId' | 'withDisabled'>;
type RankedFilter = Parameters<DirectoryRepository['ranked']>[0];

/** The directory: by name or, searched, the best matches first. */
@Injectable()
export class DirectoryService {
  constructor(
    private readonly directory: DirectoryRepository,
    private readonly users: UsersService,
    // Without the feature conversations nobody writes with anybody. Named, because the type of `| null` is lost at run time.
    @Optional() @Inject(Correspondents) private readonly correspondents: Correspondents | null,
  ) {}

  /**
   * Disabled users are in it for administrators who ask for them, and for anybody who has their ids. Throws `NotFoundError`
   * for a conversation that the actor doesn't participate in.
   */
  async list(actor: Actor, query: ListUsersQuery): Promise<UserPage> {
    const { ids = null, conversationId = null, cursor } = query;
    if (conversationId !== null) await this.requireParticipant(actor, conversationId);
    const limit = query.limit ?? (ids ? limits.userIdsPerCall : limits.listDefault);
    const withDisabled = ids !== null || (query.withDisabled === 'true' && actor.role === 'admin');
    const filter = { ids, conversationId, withDisabled };
    const words = searchWords(query.q ?? '');
    return words.length > 0
      ? this.ranked(actor, { words, filter, cursor, limit })
      : this.byName({ filter, cursor, limit });
  }

  private async byName(asked: {
    filter: Filter;
    cursor: string | undefined;
    limit: number;
  }): Promise<UserPage> {
    const { filter, cursor, limit } = asked;
    const position = cursor === undefined ? null : decodeCursor(cursor, nameCursor);
    const after = position && { searchText: position[0], id: position[1] };
    const found = await this.directory.byName({ words: [], ...filter, after, limit: limit + 1 });
    return this.page(found, limit, ({ searchText, id }) => [searchText, id]);
  }

  private async ranked(
    actor: Actor,
    asked: { words: string[]; filter: Filter; cursor: string | undefined; limit: number },
  ): Promise<UserPage> {
    const { words, filter, cursor, limit } = asked;
    const position = cursor === undefined ? null : decodeCursor(cursor, rankedCursor);
    const favourites = position ? position[4] : ((await this.correspondents?.of(actor.userId)) ?? []);
    const after: RankedPosition | null = position && {
      rank: position[0],
      favour: position[1],
      searchText: position[2],
      id: position[3],
    };
    const found = await this.directory.ranked({ words, ...filter, favourites, after, limit: limit + 1 });
    return this.page(found, limit, (last) => [
      last.rank,
      last.favour,
      last.searchText,
      last.id,
      last.favourites,
    ]);
  }

  /** `found` is one more than is given, where there is a next page. */
  private async page<Found extends UserEntity>(
    found: readonly Found[],
    limit: number,
    positionOf: (last: Found) => Parameters<typeof encodeCursor>[0],
  ): Promise<UserPage> {
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return {
      items: await this.users.withPresence(items),
      nextCursor: last ? encodeCursor(positionOf(last)) : null,
    };
  }

  private async requireParticipant(actor: Actor, conversationId: string): Promise<void> {
    if (!this.correspondents) throw new NotFoundError('There is no such conversation.');
    await this.correspondents.requireParticipant(actor, conversationId);
  }
}
