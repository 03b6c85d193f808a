import { Injectable } from '@nestjs/common';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** Where one of the caller's conversations stands. */
export interface Present {
  id: string;
  revision: number;
  lastSeq: number;
  lastReadSeq: number;
}

@Injectable()
export class SyncRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The caller's conversations, last active first; with `ids`, only those of them. */
  present(userId: string, ids: readonly string[] | null): Promise<Present[]> {
    return queryRows(
      this.unitOfWork.manager,
      `SELECT c.id, c.revision, c.last_seq AS "lastSeq", p.last_read_seq AS "lastReadSeq"
       FROM participants p JOIN conversations c ON c.id = p.conversation_id
       WHERE p.user_id = $1 AND ($2::uuid[] IS NULL OR p.conversation_id = ANY($2))
       ORDER BY c.last_active_at DESC, c.id DESC`,
      [userId, ids],
    );
  }
}
