import { Injectable } from '@nestjs/common';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** Tokens that make the first administrator. */
@Injectable()
export class FirstRunRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Of all who would make the first administrator, on any node, one comes first: until the running unit ends. */
  async lock(): Promise<void> {
    await this.rows('LOCK TABLE first_run_tokens IN SHARE ROW EXCLUSIVE MODE', []);
  }

  async insert(tokenHash: Buffer, expiresAt: Date): Promise<void> {
    await this.rows('INSERT INTO first_run_tokens (token_hash, expires_at) VALUES ($1, $2)', [
      tokenHash,
      expiresAt,
    ]);
  }

  /** Null for a token that is unknown or too old. */
  async find(tokenHash: Buffer): Promise<{ isSpent: boolean } | null> {
    const [row] = await this.rows<{ isSpent: boolean }>(
      `SELECT spent_at IS NOT NULL AS "isSpent" FROM first_run_tokens
       WHERE token_hash = $1 AND (spent_at IS NOT NULL OR expires_at > now())`,
      [tokenHash],
    );
    return row ?? null;
  }

  async spend(tokenHash: Buffer): Promise<void> {
    await this.rows('UPDATE first_run_tokens SET spent_at = now() WHERE token_hash = $1', [tokenHash]);
  }

  /** A spent one is kept: whoever opens it again is told that it was used. */
  async forgetUnspent(): Promise<void> {
    await this.rows('DELETE FROM first_run_tokens WHERE spent_at IS NULL', []);
  }

  async forgetExpired(): Promise<void> {
    await this.rows('DELETE FROM first_run_tokens WHERE spent_at IS NULL AND expires_at < now()', []);
  }

  private rows<Row extends object>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return queryRows<Row>(this.unitOfWork.manager, sql, parameters);
  }
}
