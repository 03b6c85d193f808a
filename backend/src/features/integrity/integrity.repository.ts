import { Injectable } from '@nestjs/common';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

export interface RangeDigest {
  messageCount: number;
  /** SHA-256, hex. */
  digest: string;
}

/** Digests of what is stored. Who may ask is decided by the caller. */
@Injectable()
export class IntegrityRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Over the lines `seq:id:revision\n` of the messages from `fromSeq` to `toSeq`, ends included, in order. */
  async digest(conversationId: string, fromSeq: number, toSeq: number): Promise<RangeDigest> {
    const [found] = await queryRows<RangeDigest>(
      this.unitOfWork.manager,
      `SELECT count(*)::int AS "messageCount",
              encode(sha256(convert_to(
                coalesce(string_agg(seq || ':' || id || ':' || revision || E'\\n', '' ORDER BY seq), ''), 'UTF8'
              )), 'hex') AS digest
       FROM messages WHERE conversation_id = $1 AND seq BETWEEN $2 AND $3`,
      [conversationId, fromSeq, toSeq],
    );
    if (!found) throw new Error('an aggregate gave no row');
    return found;
  }
}
