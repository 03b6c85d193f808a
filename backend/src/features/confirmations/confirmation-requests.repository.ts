import { Injectable } from '@nestjs/common';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { ConfirmationRequestEntity } from './confirmation-request.entity.js';

export type ConfirmationRequest = Pick<ConfirmationRequestEntity, 'senderId' | 'closedAt' | 'removedAt'>;
export type NewConfirmationRequest = Pick<
  ConfirmationRequestEntity,
  'messageId' | 'conversationId' | 'senderId' | 'expectedIds'
>;

/** Statements on what messages ask. */
@Injectable()
export class ConfirmationRequestsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async add(requests: readonly NewConfirmationRequest[]): Promise<void> {
    await queryRows(
      this.unitOfWork.manager,
      `INSERT INTO confirmation_requests (message_id, conversation_id, sender_id, expected_ids)
       SELECT "messageId", "conversationId", "senderId", "expectedIds"
       FROM jsonb_to_recordset($1)
         AS request ("messageId" uuid, "conversationId" uuid, "senderId" uuid, "expectedIds" uuid[])`,
      [JSON.stringify(requests)],
    );
  }

  find(messageId: string): Promise<ConfirmationRequest | null> {
    return this.select(messageId, '');
  }

  /** The same; until the running unit ends it is neither closed nor removed, nor is the message's body replaced. */
  hold(messageId: string): Promise<ConfirmationRequest | null> {
    return this.select(messageId, 'FOR SHARE');
  }

  /** Nobody confirms until the running unit ends; statements that follow see who did. */
  async lock(messageId: string): Promise<void> {
    await this.select(messageId, 'FOR NO KEY UPDATE');
  }

  /** When it was closed. */
  async close(messageId: string): Promise<Date> {
    const [closed] = await queryRows<{ closedAt: Date }>(
      this.unitOfWork.manager,
      `UPDATE confirmation_requests SET closed_at = coalesce(closed_at, clock_timestamp())
       WHERE message_id = $1 RETURNING closed_at AS "closedAt"`,
      [messageId],
    );
    if (!closed) throw new Error('a message’s confirmations were not there to be closed');
    return closed.closedAt;
  }

  /** The message is being deleted: nobody confirms any more. */
  async remove(messageId: string): Promise<void> {
    await queryRows(
      this.unitOfWork.manager,
      `UPDATE confirmation_requests SET removed_at = clock_timestamp() WHERE message_id = $1`,
      [messageId],
    );
  }

  /** Notes a reminder; or, within `pauseMs` of the last one, how many milliseconds are left of them. */
  async remind(messageId: string, pauseMs: number): Promise<number> {
    const pause = `$2 * interval '1 millisecond'`;
    const { manager } = this.unitOfWork;
    const reminded = await queryRows(
      manager,
      `UPDATE confirmation_requests SET reminded_at = clock_timestamp()
       WHERE message_id = $1 AND (reminded_at IS NULL OR reminded_at <= clock_timestamp() - ${pause})
       RETURNING message_id`,
      [messageId, pauseMs],
    );
    if (reminded.length > 0) return 0;
    const [row] = await queryRows<{ leftMs: number }>(
      manager,
      `SELECT ceil(extract(epoch FROM reminded_at + ${pause} - clock_timestamp()) * 1000)::int AS "leftMs"
       FROM confirmation_requests WHERE message_id = $1`,
      [messageId, pauseMs],
    );
    return Math.max(1, row?.leftMs ?? 1);
  }

  private async select(messageId: string, lock: string): Promise<ConfirmationRequest | null> {
    const [found] = await queryRows<ConfirmationRequest>(
      this.unitOfWork.manager,
      `SELECT sender_id AS "senderId", closed_at AS "closedAt", removed_at AS "removedAt"
       FROM confirmation_requests WHERE message_id = $1 ${lock}`,
      [messageId],
    );
    return found ?? null;
  }
}
