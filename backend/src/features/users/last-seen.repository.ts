import { Injectable } from '@nestjs/common';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** Statements on when people were last seen. */
@Injectable()
export class LastSeenRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async note(people: readonly { userId: string; at: Date }[]): Promise<void> {
    await queryRows(
      this.unitOfWork.manager,
      `/* background */ UPDATE users u SET last_seen_at = seen.at
       FROM (SELECT user_id, max(at) AS at FROM unnest($1::uuid[], $2::timestamptz[]) seen (user_id, at) GROUP BY user_id) seen
       WHERE u.id = seen.user_id AND (u.last_seen_at IS NULL OR u.last_seen_at < seen.at)`,
      [people.map(({ userId }) => userId), people.map(({ at }) => at)],
    );
  }

  async of(userIds: readonly string[]): Promise<Map<string, Date | null>> {
    const rows = await queryRows<{ id: string; lastSeenAt: Date | null }>(
      this.unitOfWork.manager,
      `SELECT id, last_seen_at AS "lastSeenAt" FROM users WHERE id = ANY($1::uuid[])`,
      [userIds],
    );
    return new Map(rows.map(({ id, lastSeenAt }) => [id, lastSeenAt]));
  }
}
