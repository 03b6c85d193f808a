import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { queryRows } from './query-rows.js';

const pauseMs = 100;
/** Rarely enough that deleting records costs nothing, often enough that they stay few. */
const deletedAtOnce = 1_000;

/** What names a commit record. */
export interface CommitRecord {
  readonly node: string;
  readonly number: number;
}

/** An INSERT of a commit record, for a statement that commits by itself; its parameters are given as SQL. */
export const insertOfCommitRecord = (node: string, number: string): string =>
  `INSERT INTO commit_records (node, number) SELECT ${node}::uuid, ${number}::bigint`;

/**
 * A row of its own in each transaction that may be asked for: what tells, after a connection that broke during COMMIT,
 * whether the transaction took place. PostgreSQL's own answer by the transaction's number (`pg_xact_status`) is no
 * answer after a crash, which may lose a transaction together with its number, and give that to another one.
 */
@Injectable()
export class CommitRecords {
  private readonly node = randomUUID();
  private last = 0;
  private readonly open = new Set<number>();
  private closed = 0;
  private deletedBelow = 1;

  constructor(private readonly dataSource: DataSource) {}

  /** Deletes what nodes left that were killed. */
  async deleteAbandoned(): Promise<void> {
    await this.dataSource.query(`DELETE FROM commit_records WHERE recorded_at < now() - interval '1 day'`);
  }

  /** A record that the caller writes (`insertOfCommitRecord`). `close` must follow. */
  begin(): CommitRecord {
    const number = (this.last += 1);
    this.open.add(number);
    return { node: this.node, number };
  }

  /** Writes a record in the transaction of `manager`, and gives its number. `close` must follow. */
  async write(manager: EntityManager): Promise<number> {
    const { node, number } = this.begin();
    try {
      await manager.query(insertOfCommitRecord('$1', '$2'), [node, number]);
    } catch (error) {
      this.close(number);
      throw error;
    }
    return number;
  }

  /** Nobody will ask for this record any more. */
  close(number: number): void {
    this.open.delete(number);
    this.closed += 1;
    if (this.closed % deletedAtOnce === 0) void this.deleteClosed();
  }

  /**
   * Whether the transaction of this record took place: asks again and again until the database is back, false where the
   * pool was closed meanwhile.
   */
  async hasCommitted(number: number): Promise<boolean> {
    while (this.dataSource.isInitialized) {
      const isRefused = await this.ask(number);
      if (isRefused !== null) return !isRefused;
      await delay(pauseMs, undefined, { ref: false });
    }
    return false;
  }

  /**
   * Null while the database is away. Waits for the transaction where PostgreSQL has not yet noticed that its connection
   * broke. Says the same however often it is asked, as the answer to this may be lost too.
   */
  private async ask(number: number): Promise<boolean | null> {
    const sql = `
      INSERT INTO commit_records AS kept (node, number, is_refused) VALUES ($1, $2, true)
      ON CONFLICT (node, number) DO UPDATE SET is_refused = kept.is_refused
      RETURNING is_refused AS "isRefused"`;
    try {
      const [row] = await queryRows<{ isRefused: boolean }>(this.dataSource.manager, sql, [
        this.node,
        number,
      ]);
      return row?.isRefused ?? null;
    } catch {
      return null;
    }
  }

  private async deleteClosed(): Promise<void> {
    const from = this.deletedBelow;
    const to = Math.min(this.last + 1, ...this.open);
    this.deletedBelow = to;
    // The lower bound spares PostgreSQL the rows that were deleted before and are not cleared away yet.
    const sql = 'DELETE FROM commit_records WHERE node = $1 AND number >= $2 AND number < $3';
    // What stays for want of a database is deleted as abandoned.
    await this.dataSource.query(sql, [this.node, from, to]).catch(() => undefined);
  }
}
