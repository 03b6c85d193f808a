import { Injectable } from '@nestjs/common';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** At once, so that no statement takes long. */
const batch = 10_000;

/** When markers moved, where it is forgotten. */
@Injectable()
export class MarkerAdvancesRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Forgets the days before the last `days`, some thousands of rows at once. Returns how many were forgotten. */
  async forgetSome(days: number): Promise<number> {
    const [gone] = await queryRows<{ count: number }>(
      this.unitOfWork.manager,
      `WITH gone AS (
         DELETE FROM marker_advance_blocks WHERE ctid = ANY(ARRAY(
           SELECT ctid FROM marker_advance_blocks
           WHERE day < (now() AT TIME ZONE 'UTC')::date - $1::integer LIMIT ${batch}))
         RETURNING 1)
       SELECT count(*)::int AS count FROM gone`,
      [days],
    );
    return gone?.count ?? 0;
  }
}
