import { Injectable } from '@nestjs/common';
import { limits, type PersonalItem } from '@litspark/shared-contracts';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** Text of one answer, in bytes: what lies above waits for the next page. */
const answerBytes = 4_000_000;

/** Which items are asked for. */
export interface ItemQuery {
  userId: string;
  /** Those above it; all of the living ones where `reset` turns out to hold, or where it is 0. */
  afterRevision: number;
  kind: string | null;
  /** The person's revision when the load began, where this is a further page of one; `isFull` says of what kind it is. */
  began: { revision: number; isFull: boolean } | null;
  /** What the client holds is of another history of the database. */
  ofAnotherPast: boolean;
  limit: number;
}

export interface FoundItems {
  /** The person's present one. */
  revision: number;
  reset: boolean;
  /** Whether this is a load of everything. */
  isFull: boolean;
  /** Ascending revision. */
  items: PersonalItem[];
  hasMore: boolean;
}

interface Row {
  present: number;
  reset: boolean;
  isFull: boolean;
  kind: string | null;
  id: string;
  revision: number;
  value: Record<string, unknown> | null;
  fits: boolean;
}

/** Reads of items. */
@Injectable()
export class PersonalItemsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** One statement, so one moment. */
  async page({ userId, afterRevision, kind, began, ofAnotherPast, limit }: ItemQuery): Promise<FoundItems> {
    const rows = await queryRows<Row>(
      this.unitOfWork.manager,
      `SELECT q.present, q.reset, q.is_full AS "isFull", i.kind, i.id, i.revision,
              CASE WHEN i.fits THEN i.value END AS value, i.fits
       FROM (
         SELECT held.*, CASE WHEN reset THEN 0 ELSE $2::bigint END AS after,
                coalesce($5::boolean, reset OR $2::bigint = 0) AS is_full
         FROM (
           SELECT coalesce(c.revision, 0) AS present,
                  -- Of the first page only.
                  $4::bigint IS NULL AND ($6::boolean OR $2::bigint > coalesce(c.revision, 0)
                    OR ($2::bigint > 0 AND $2::bigint < c.forgotten_revision)) IS TRUE AS reset
           FROM (SELECT $1::uuid AS user_id) person LEFT JOIN personal_item_counts c USING (user_id)
         ) held
       ) q
       LEFT JOIN LATERAL (
         SELECT kind, id, revision, value,
                coalesce(sum(octet_length(value::text)) OVER (ORDER BY revision ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
                  < ${answerBytes} AS fits
         FROM (
           SELECT kind, id, revision, value FROM personal_items
           WHERE user_id = $1 AND revision > q.after AND ($3::text IS NULL OR kind = $3)
             -- A full load leaves out what was gone when it began.
             AND NOT (q.is_full AND value IS NULL AND revision <= coalesce($4::bigint, q.present))
           ORDER BY revision LIMIT $7
         ) above
       ) i ON true
       ORDER BY i.revision`,
      [
        userId,
        afterRevision,
        kind,
        began?.revision ?? null,
        began?.isFull ?? null,
        ofAnotherPast,
        // One more than is given tells whether there is more.
        limit + 1,
      ],
    );
    const [first] = rows;
    if (!first) throw new Error('a page of items gave no row');
    const found = rows.flatMap((row) => (row.kind === null ? [] : [{ ...row, kind: row.kind }]));
    const items = found.filter(({ fits }) => fits).slice(0, limit);
    return {
      revision: first.present,
      reset: first.reset,
      isFull: first.isFull,
      items: items.map(({ kind: name, id, revision, value }) => ({ kind: name, id, revision, value })),
      hasMore: found.length > items.length,
    };
  }

  /** One item, one that is gone too; null if it never was. */
  async find(userId: string, kind: string, id: string): Promise<PersonalItem | null> {
    const [found] = await queryRows<PersonalItem>(
      this.unitOfWork.manager,
      `SELECT kind, id, revision, value FROM personal_items WHERE user_id = $1 AND kind = $2 AND id = $3`,
      [userId, kind, id],
    );
    return found ?? null;
  }

  /** How many items of a kind hold all of `containing`, `exceptId` not counted. */
  async count(userId: string, kind: string, containing: object, exceptId: string): Promise<number> {
    const [row] = await queryRows<{ count: number }>(
      this.unitOfWork.manager,
      `SELECT count(*)::int AS count FROM personal_items
       WHERE user_id = $1 AND kind = $2 AND value @> $3::jsonb AND id <> $4`,
      [userId, kind, JSON.stringify(containing), exceptId],
    );
    return row?.count ?? 0;
  }

  /** Whether the person has as many items as they may. */
  async isFull(userId: string): Promise<boolean> {
    const rows = await queryRows(
      this.unitOfWork.manager,
      `SELECT 1 FROM personal_items WHERE user_id = $1 AND value IS NOT NULL OFFSET ${limits.personalItems - 1} LIMIT 1`,
      [userId],
    );
    return rows.length > 0;
  }
}
