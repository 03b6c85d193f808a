import { Injectable } from '@nestjs/common';
import { limits } from '@litspark/shared-contracts';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** Rows of one statement: no lock is held for long. */
const rowsAtOnce = 5_000;

/** Forgetting items that have been gone for long. */
@Injectable()
export class ItemCleanUpRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** From now on, who holds less than what was gone 90 days ago begins anew. */
  async raiseForgotten(): Promise<void> {
    await queryRows(
      this.unitOfWork.manager,
      `UPDATE personal_item_counts c SET forgotten_revision = gone.revision
       FROM (
         -- In the order of all locks of persons; who is busy has their turn the next time.
         SELECT user_id, old.revision FROM personal_item_counts JOIN (
           SELECT user_id, max(revision) AS revision FROM personal_items
           WHERE value IS NULL AND changed_at < now() - make_interval(days => $1) GROUP BY user_id
         ) old USING (user_id)
         WHERE forgotten_revision < old.revision
         ORDER BY user_id FOR NO KEY UPDATE OF personal_item_counts SKIP LOCKED
       ) gone
       WHERE c.user_id = gone.user_id`,
      [limits.goneItemDays],
    );
  }

  /** Forgets what has been gone for a day longer; whether anything was left of it. */
  async forgetSome(): Promise<boolean> {
    const rows = await queryRows(
      this.unitOfWork.manager,
      `DELETE FROM personal_items i USING (
         SELECT user_id, kind, id FROM personal_items JOIN personal_item_counts c USING (user_id)
         WHERE value IS NULL AND changed_at < now() - make_interval(days => $1)
           AND personal_items.revision <= c.forgotten_revision
         LIMIT ${rowsAtOnce} FOR UPDATE OF personal_items SKIP LOCKED
       ) old
       WHERE i.user_id = old.user_id AND i.kind = old.kind AND i.id = old.id
       RETURNING i.id`,
      [limits.goneItemDays + 1],
    );
    return rows.length > 0;
  }
}
