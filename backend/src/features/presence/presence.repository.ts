import { Injectable } from '@nestjs/common';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** When people were last seen: the one column of theirs that presence keeps. */
@Injectable()
export class PresenceRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async seen(userIds: readonly string[], at: Date): Promise<void> {
    await queryRows(
      this.unitOfWork.manager,
      `UPDATE users SET last_seen_at = $2
       WHERE id = ANY($1::uuid[]) AND (last_seen_at IS NULL OR last_seen_at < $2)`,
      [userIds, at],
    );
  }

  async lastSeen(userIds: readonly string[]): Promise<Map<string, Date | null>> {
    const rows = await queryRows<{ id: string; lastSeenAt: Date | null }>(
      this.unitOfWork.manager,
      `SELECT id, last_seen_at AS "lastSeenAt" FROM users WHERE id = ANY($1::uuid[])`,
      [userIds],
    );
    return new Map(rows.map(({ id, lastSeenAt }) => [id, lastSeenAt]));
  }
}
