import { Injectable } from '@nestjs/common';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** At once, so that no statement takes long. */
const batch = 10_000;

/** The log of advances, where it is forgotten. */
@Injectable()
export class MarkerAdvancesRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Forgets advances older than these days, some thousands at once. False when nothing was left to forget. */
  forgetSome(days: number): Promise<boolean> {
    return this.forget(
      `SELECT ctid FROM marker_advances WHERE at < now() - make_interval(days => $1) LIMIT ${batch}`,
      days,
    );
  }

  /** The same for where markers began: of no use once the messages up to there are as old. */
  forgetSomeBeginnings(days: number): Promise<boolean> {
    return this.forget(
      `SELECT a.ctid FROM marker_advances a
       JOIN messages m ON m.conversation_id = a.conversation_id AND m.seq = a.seq
       WHERE a.at IS NULL AND m.created_at < now() - make_interval(days => $1) LIMIT ${batch}`,
      days,
    );
  }

  private async forget(old: string, days: number): Promise<boolean> {
    const [gone] = await queryRows<{ count: number }>(
      this.unitOfWork.manager,
      `WITH gone AS (DELETE FROM marker_advances WHERE ctid = ANY(ARRAY(${old})) RETURNING 1)
       SELECT count(*)::int AS count FROM gone`,
      [days],
    );
    return (gone?.count ?? 0) > 0;
  }
}
