import { Injectable } from '@nestjs/common';
import { preparedRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** Where one of the caller's conversations stands. */
export interface Present {
  id: string;
  revision: number;
  lastSeq: number;
  lastReadSeq: number;
}

type Row = { generation: string } & (Present | Record<keyof Present, null>);

@Injectable()
export class SyncRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The database's generation with the caller's conversations, last active first; with `ids`, only those of them. */
  async present(
    userId: string,
    ids: readonly string[] | null,
  ): Promise<{ generation: string; present: Present[] }> {
    // In one statement, and read each time: a database may be restored under running nodes.
    const rows = await preparedRows<Row>(
      this.unitOfWork.manager,
      `SELECT g.generation, own.id, own.revision, own.last_seq AS "lastSeq", own.last_read_seq AS "lastReadSeq"
       FROM database_generation g LEFT JOIN (
         SELECT c.id, c.revision, c.last_seq, c.last_active_at, p.last_read_seq
         FROM participants p JOIN conversations c ON c.id = p.conversation_id
         WHERE p.user_id = $1 AND ($2::uuid[] IS NULL OR p.conversation_id = ANY($2))
       ) own ON true
       ORDER BY own.last_active_at DESC, own.id DESC`,
      [userId, ids],
    );
    const [first] = rows;
    if (!first) throw new Error('the table database_generation has no row');
    // Who has no conversation gets the generation's row alone.
    return { generation: first.generation, present: rows.filter((row) => row.id !== null) };
  }
}
