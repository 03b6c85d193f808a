import { Injectable } from '@nestjs/common';
import type { ItemKindName, PersonalItem } from '@litspark/shared-contracts';
import { LockedError } from '../../platform/database/database-errors.js';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PersonalItemEntity } from './personal-item.entity.js';

/** An item as it is to be; its revision is allotted. */
export type NewItem = Pick<PersonalItemEntity, 'userId' | 'kind' | 'id' | 'value' | 'conversationId'>;

/** An item of somebody. */
export type OwnedItem = PersonalItem & { userId: string };

export interface ItemRef {
  userId: string;
  kind: string;
  id: string;
}

/** Names an item, if its value holds all of `containing`. */
export interface ItemMatch extends ItemRef {
  containing: Record<string, unknown>;
}

/** Changes of items, in a unit of work that holds the persons' locks. Statements that follow a lock see what came before it. */
@Injectable()
export class ItemChangesRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Locks these persons, by id; nobody else changes their items until the running unit ends. Gives those that were locked: all
   * of them where the unit may wait for locks, else those that nobody holds.
   */
  async lock(userIds: readonly string[]): Promise<ReadonlySet<string>> {
    const locked = new Set(await this.tryLock(userIds));
    // A row that came into being meanwhile is there for the next statement only.
    const missing = userIds.filter((id) => !locked.has(id));
    if (missing.length > 0 && this.unitOfWork.waitsForLocks)
      for (const id of await this.tryLock(missing)) locked.add(id);
    return locked;
  }

  /** Throws LockedError where another process holds the person and the unit may not wait. */
  async lockOne(userId: string): Promise<void> {
    if (!(await this.lock([userId])).has(userId)) throw new LockedError();
  }

  /** Stores an item under its person's next revision. */
  async store({ userId, kind, id, value, conversationId }: NewItem): Promise<PersonalItem> {
    const [stored] = await queryRows<{ revision: number }>(
      this.unitOfWork.manager,
      `WITH counted AS (
         UPDATE personal_item_counts SET revision = revision + 1 WHERE user_id = $1 RETURNING revision
       )
       INSERT INTO personal_items (user_id, kind, id, revision, value, conversation_id)
       SELECT $1, $2, $3, revision, $4::jsonb, $5 FROM counted
       ON CONFLICT (user_id, kind, id) DO UPDATE
       SET revision = excluded.revision, value = excluded.value, conversation_id = excluded.conversation_id,
           changed_at = excluded.changed_at
       RETURNING revision`,
      [userId, kind, id, value && JSON.stringify(value), conversationId],
    );
    if (!stored) throw new Error('an item was stored without its person’s lock');
    return { kind, id, revision: stored.revision, value };
  }

  async revisionsOf(refs: readonly ItemRef[]): Promise<(number | null)[]> {
    const rows = await queryRows<{ revision: number | null }>(
      this.unitOfWork.manager,
      `SELECT i.revision
       FROM unnest($1::uuid[], $2::text[], $3::text[]) WITH ORDINALITY wanted (user_id, kind, id, ordinal)
       LEFT JOIN personal_items i
         ON i.user_id = wanted.user_id AND i.kind = wanted.kind AND i.id = wanted.id AND i.value IS NOT NULL
       ORDER BY wanted.ordinal`,
      [refs.map(({ userId }) => userId), refs.map(({ kind }) => kind), refs.map(({ id }) => id)],
    );
    return rows.map(({ revision }) => revision);
  }

  /** A condition on `send (sender_id, client_message_id)`: whether there is an item of this kind by its key. */
  sentUnderIdOf(kind: ItemKindName): string {
    return `EXISTS (SELECT FROM personal_items WHERE user_id = send.sender_id AND kind = '${kind}'
              AND id = send.client_message_id::text AND value IS NOT NULL)`;
  }

  /** Takes away those of these items that are there and match, each under a revision of its own. */
  removeMatching(matches: readonly ItemMatch[]): Promise<OwnedItem[]> {
    return this.remove(
      `FROM unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[]) wanted (user_id, kind, id, containing)
       JOIN personal_items i ON i.user_id = wanted.user_id AND i.kind = wanted.kind AND i.id = wanted.id
       WHERE i.value @> wanted.containing`,
      [
        matches.map(({ userId }) => userId),
        matches.map(({ kind }) => kind),
        matches.map(({ id }) => id),
        matches.map(({ containing }) => JSON.stringify(containing)),
      ],
    );
  }

  /** Takes away a person's items of a conversation, each under a revision of its own. */
  removeOfConversation(userId: string, conversationId: string): Promise<OwnedItem[]> {
    return this.remove(`FROM personal_items i WHERE i.user_id = $1 AND i.conversation_id = $2`, [
      userId,
      conversationId,
    ]);
  }

  /** `from` gives the items as `i`, of persons that are locked. In ascending revision of each person. */
  private async remove(from: string, parameters: readonly unknown[]): Promise<OwnedItem[]> {
    const removed = await queryRows<OwnedItem>(
      this.unitOfWork.manager,
      `WITH gone AS (
         SELECT user_id, kind, id, row_number() OVER (PARTITION BY user_id ORDER BY revision) AS nth
         -- Each once, however often it was named: the revisions have no gap.
         FROM (SELECT DISTINCT i.user_id, i.kind, i.id, i.revision ${from}) once
       ), counted AS (
         UPDATE personal_item_counts c SET revision = c.revision + gone.count
         FROM (SELECT user_id, count(*) AS count FROM gone GROUP BY user_id) gone
         WHERE c.user_id = gone.user_id
         RETURNING c.user_id, c.revision - gone.count AS before
       )
       UPDATE personal_items i
       SET value = NULL, conversation_id = NULL, changed_at = now(), revision = counted.before + gone.nth
       FROM gone JOIN counted ON counted.user_id = gone.user_id
       WHERE i.user_id = gone.user_id AND i.kind = gone.kind AND i.id = gone.id
       RETURNING i.user_id AS "userId", i.kind, i.id, i.revision, i.value`,
      parameters,
    );
    return removed.sort((one, other) => one.revision - other.revision);
  }

  private async tryLock(userIds: readonly string[]): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      this.unitOfWork.manager,
      `WITH made AS (
         INSERT INTO personal_item_counts (user_id)
         SELECT id FROM unnest($1::uuid[]) wanted (id)
         WHERE NOT EXISTS (SELECT FROM personal_item_counts WHERE user_id = wanted.id) ORDER BY id
         ON CONFLICT DO NOTHING RETURNING user_id
       ), locked AS (
         SELECT user_id FROM personal_item_counts WHERE user_id = ANY($1::uuid[])
         ORDER BY user_id FOR NO KEY UPDATE ${this.unitOfWork.waitsForLocks ? '' : 'SKIP LOCKED'}
       )
       SELECT user_id AS id FROM made UNION ALL SELECT user_id FROM locked`,
      [userIds],
    );
    return rows.map(({ id }) => id);
  }
}
