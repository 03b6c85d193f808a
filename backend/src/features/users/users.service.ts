import { Inject, Injectable, Optional } from '@nestjs/common';
import {
  foldText,
  limits,
  text,
  type ListUsersQuery,
  type Me,
  type UpdateMeRequest,
  type User,
  type UserPage,
} from '@litspark/shared-contracts';
import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../platform/pagination/cursor.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { NotFoundError, ValidationFailedError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { PresenceReader, type PresenceState } from './presence-reader.port.js';
import type { UserEntity } from './user.entity.js';
import { emailKey, searchText, toMe, toUser } from './user-shapes.js';
import { UserChanged } from './users.events.js';
import { UsersRepository } from './users.repository.js';

const directoryCursor = z.tuple([text(0, 1_000), z.uuid()]);

/** People: the directory, and everybody's own profile. */
@Injectable()
export class UsersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UsersRepository,
    // Without the feature presence, everybody is offline. Named, because the type of `| null` is lost at run time.
    @Optional() @Inject(PresenceReader) private readonly presence: PresenceReader | null,
  ) {}

  /** Those of `ids` who exist, disabled ones too, in no order. */
  async get(ids: readonly string[]): Promise<User[]> {
    return this.withPresence(await this.users.ofIds(ids));
  }

  async ofEmails(emails: readonly string[]): Promise<User[]> {
    return this.withPresence(await this.users.ofEmailKeys(emails.map(emailKey)));
  }

  /** Throws `ValidationFailedError` unless each of `ids` is somebody who can take part. */
  async requireExisting(ids: readonly string[]): Promise<void> {
    const found = await this.users.ofIds(ids);
    const active = new Set(found.filter(({ disabled }) => !disabled).map(({ id }) => id));
    const unknown = ids.find((id) => !active.has(id));
    if (unknown !== undefined) throw new ValidationFailedError(`There is no active user ${unknown}.`);
  }

  /** The directory, by name. Disabled users are in it for administrators who ask for them, and for anybody who has their ids. */
  async list(actor: Actor, query: ListUsersQuery): Promise<UserPage> {
    const limit = query.limit ?? (query.ids ? limits.userIdsPerCall : limits.listDefault);
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, directoryCursor);
    const found = await this.users.directory({
      words: foldText(query.q ?? '')
        .split(/\s+/)
        .filter(Boolean),
      ids: query.ids ?? null,
      withDisabled: query.ids !== undefined || (query.withDisabled === 'true' && actor.role === 'admin'),
      after: after && { searchText: after[0], id: after[1] },
      // One more than is given tells whether there is a next page.
      limit: limit + 1,
    });
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return {
      items: await this.withPresence(items),
      nextCursor: last ? encodeCursor([last.searchText, last.id]) : null,
    };
  }

  async me(userId: string): Promise<Me> {
    const entity = await this.existing(userId);
    return toMe(entity, (await this.statesOf([userId])).get(userId));
  }

  async updateMe({ userId }: Actor, changes: UpdateMeRequest): Promise<Me> {
    await this.unitOfWork.transaction(async () => {
      const entity = await this.existing(userId);
      const { displayName } = changes;
      const renamed = displayName !== undefined && { searchText: searchText(displayName, entity.email) };
      await this.users.update(userId, { ...changes, ...renamed });
      if (renamed && displayName !== entity.displayName) this.unitOfWork.publish(new UserChanged(userId));
    });
    return this.me(userId);
  }

  private async existing(id: string): Promise<UserEntity> {
    const entity = await this.users.find(id);
    if (!entity) throw new NotFoundError('There is no such user.');
    return entity;
  }

  private async withPresence(entities: readonly UserEntity[]): Promise<User[]> {
    const states = await this.statesOf(entities.map(({ id }) => id));
    return entities.map((entity) => toUser(entity, states.get(entity.id)));
  }

  private async statesOf(ids: readonly string[]): Promise<Map<string, PresenceState>> {
    return (await this.presence?.of(ids)) ?? new Map<string, PresenceState>();
  }
}
