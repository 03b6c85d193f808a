import { Injectable } from '@nestjs/common';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** What must be known of a message to tell who has it. */
export interface ReceiptedMessage {
  seq: number;
  senderId: string;
  /** Whether all advances since it was stored are still kept. */
  timesAreKept: boolean;
}

export interface StoredReceipt {
  userId: string;
  /** The order in which participants came. */
  position: number;
  delivered: boolean;
  deliveredAt: Date | null;
  read: boolean;
  readAt: Date | null;
}

/** How far each participant's markers are with one message, and since when. Who may ask is decided by the caller. */
@Injectable()
export class MessageReceiptsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async findMessage(
    conversationId: string,
    messageId: string,
    keptDays: number,
  ): Promise<ReceiptedMessage | null> {
    const [found] = await queryRows<ReceiptedMessage>(
      this.unitOfWork.manager,
      `SELECT seq, sender_id AS "senderId", created_at >= now() - make_interval(days => $3) AS "timesAreKept"
       FROM messages WHERE id = $2 AND conversation_id = $1`,
      [conversationId, messageId, keptDays],
    );
    return found ?? null;
  }

  /** Those who came after `position`, in order, without the sender and who joined after the message. */
  page(
    conversationId: string,
    { seq, senderId, timesAreKept }: ReceiptedMessage,
    position: number,
    limit: number,
  ): Promise<StoredReceipt[]> {
    return queryRows(
      this.unitOfWork.manager,
      `SELECT p.user_id AS "userId", p.position,
              p.last_delivered_seq >= $2 AS delivered, p.last_read_seq >= $2 AS read, first_read.at AS "readAt",
              -- A read advance counts as delivery. Where markers began (no time), what was delivered before lies below.
              CASE WHEN first_delivered.seq IS NULL THEN first_read.at
                   WHEN first_delivered.at IS NULL THEN NULL
                   WHEN first_read.seq IS NULL OR first_delivered.seq <= first_read.seq AND first_read.at IS NULL
                     THEN first_delivered.at
                   WHEN first_read.at IS NULL THEN NULL
                   ELSE LEAST(first_delivered.at, first_read.at) END AS "deliveredAt"
       FROM participants p
       ${firstAdvance('read')}
       ${firstAdvance('delivered')}
       WHERE p.conversation_id = $1 AND p.user_id <> $3 AND p.joined_seq < $2 AND p.position > $4
       ORDER BY p.position LIMIT $5`,
      [conversationId, seq, senderId, position, limit, timesAreKept],
    );
  }
}

/** Markers only go forward: the advance to the lowest seq at or past the message is the first. */
const firstAdvance = (kind: 'read' | 'delivered'): string =>
  `LEFT JOIN LATERAL (
     SELECT advance.seq, advance.at
     FROM (
       SELECT b.seqs, b.ats FROM marker_advance_blocks b
       WHERE $6 AND b.conversation_id = p.conversation_id AND b.user_id = p.user_id AND b.kind = '${kind}'
         AND b.block >= $2::bigint / 64 AND b.seqs[cardinality(b.seqs)] >= $2
       ORDER BY b.block, b.day LIMIT 1
     ) first_block, unnest(first_block.seqs, first_block.ats) advance (seq, at)
     WHERE advance.seq >= $2 ORDER BY advance.seq LIMIT 1
   ) first_${kind} ON true`;
