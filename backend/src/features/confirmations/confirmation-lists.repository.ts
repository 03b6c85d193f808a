import { Injectable } from '@nestjs/common';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** Somebody's place in the list: by when they confirmed, then, of those who have not, by the order they came. */
export interface ListPlace {
  userId: string;
  at: Date | null;
  place: number;
}

export interface ExportedConfirmation {
  displayName: string;
  email: string;
  at: Date | null;
}

/** Who confirmed, in the order they did, then who has not; who may ask is decided by the caller. */
@Injectable()
export class ConfirmationListsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  page(messageId: string, after: ListPlace | null, limit: number): Promise<ListPlace[]> {
    return queryRows(
      this.unitOfWork.manager,
      `WITH listed AS (
         SELECT user_id, at, 0::int AS place FROM confirmations WHERE message_id = $1
         UNION ALL
         SELECT e.user_id, NULL, e.place::int
         FROM confirmation_requests r, unnest(r.expected_ids) WITH ORDINALITY e (user_id, place)
         WHERE r.message_id = $1
           AND NOT EXISTS (SELECT FROM confirmations c WHERE c.message_id = $1 AND c.user_id = e.user_id)
       )
       SELECT user_id AS "userId", at, place FROM listed
       WHERE $2::uuid IS NULL
          OR (coalesce(at, 'infinity'), place, user_id) > (coalesce($3::timestamptz, 'infinity'), $4::int, $2)
       ORDER BY at NULLS LAST, place, user_id LIMIT $5`,
      [messageId, after?.userId ?? null, after?.at ?? null, after?.place ?? 0, limit],
    );
  }

  /** Those who were expected and have not confirmed. */
  async awaitedIds(messageId: string): Promise<string[]> {
    const rows = await queryRows<{ userId: string }>(
      this.unitOfWork.manager,
      `SELECT e.user_id AS "userId"
       FROM confirmation_requests r, unnest(r.expected_ids) WITH ORDINALITY e (user_id, place)
       WHERE r.message_id = $1
         AND NOT EXISTS (SELECT FROM confirmations c WHERE c.message_id = $1 AND c.user_id = e.user_id)
       ORDER BY e.place`,
      [messageId],
    );
    return rows.map(({ userId }) => userId);
  }

  /** Everybody who was expected, also who left since; who confirmed without being expected at the end. */
  export(messageId: string): Promise<ExportedConfirmation[]> {
    return queryRows(
      this.unitOfWork.manager,
      `WITH expected AS (
         SELECT e.user_id, e.place
         FROM confirmation_requests r, unnest(r.expected_ids) WITH ORDINALITY e (user_id, place)
         WHERE r.message_id = $1
       ), confirmed AS (SELECT user_id, at FROM confirmations WHERE message_id = $1)
       SELECT u.display_name AS "displayName", u.email, c.at
       FROM expected e FULL JOIN confirmed c USING (user_id) JOIN users u ON u.id = user_id
       ORDER BY e.place IS NULL, c.at NULLS LAST, e.place, user_id`,
      [messageId],
    );
  }
}
