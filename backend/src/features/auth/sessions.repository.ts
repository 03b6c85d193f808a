import { Injectable } from '@nestjs/common';
import type { UserRole } from '@litspark/shared-contracts';
import { queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { SessionEntity } from './session.entity.js';

export interface RefreshToken {
  sessionId: string;
  userId: string;
  /** Neither ended nor expired, and its user not disabled. */
  live: boolean;
  /** Milliseconds since it was spent; null if it wasn't. */
  spentForMs: number | null;
}

@Injectable()
export class SessionsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async insert(session: { id: string; userId: string; expiresAt: Date }): Promise<void> {
    await this.unitOfWork.manager.insert(SessionEntity, session);
  }

  /** The role of a live session's user; null if the session is not (or no longer) good. */
  async roleIn(sessionId: string, userId: string): Promise<UserRole | null> {
    const [row] = await this.rows<{ role: UserRole }>(
      `SELECT users.role FROM sessions JOIN users ON users.id = sessions.user_id
       WHERE sessions.id = $1 AND users.id = $2
         AND sessions.ended_at IS NULL AND sessions.expires_at > now() AND NOT users.disabled`,
      [sessionId, userId],
    );
    return row?.role ?? null;
  }

  async insertToken(tokenHash: Buffer, sessionId: string): Promise<void> {
    await this.rows(`INSERT INTO refresh_tokens (token_hash, session_id) VALUES ($1, $2)`, [
      tokenHash,
      sessionId,
    ]);
  }

  /** The token with its session, both locked until the running unit ends: of two that present it, one comes first. */
  async lockToken(tokenHash: Buffer): Promise<RefreshToken | null> {
    const [row] = await this.rows<RefreshToken>(
      `SELECT sessions.id AS "sessionId", users.id AS "userId",
         (sessions.ended_at IS NULL AND sessions.expires_at > now() AND NOT users.disabled) AS live,
         (extract(epoch FROM clock_timestamp() - token.spent_at) * 1000)::float8 AS "spentForMs"
       FROM refresh_tokens token
       JOIN sessions ON sessions.id = token.session_id
       JOIN users ON users.id = sessions.user_id
       WHERE token.token_hash = $1
       FOR UPDATE OF token, sessions`,
      [tokenHash],
    );
    return row ?? null;
  }

  async spendToken(tokenHash: Buffer): Promise<void> {
    await this.rows(`UPDATE refresh_tokens SET spent_at = clock_timestamp() WHERE token_hash = $1`, [
      tokenHash,
    ]);
  }

  async extend(sessionId: string, expiresAt: Date): Promise<void> {
    await this.unitOfWork.manager.update(SessionEntity, { id: sessionId }, { expiresAt });
  }

  /** Ends this session, if it lives. Returns the ids of what was ended. */
  end(sessionId: string): Promise<string[]> {
    return this.endWhere('id = $1', [sessionId]);
  }

  /** Ends every session of a user but `keep`. Returns the ids of what was ended. */
  endAllOf(userId: string, keep: string | null): Promise<string[]> {
    return this.endWhere('user_id = $1 AND ($2::uuid IS NULL OR id <> $2)', [userId, keep]);
  }

  /** Forgets sessions that ended or expired before `before`, and setup tokens that expired. */
  async forget(before: Date): Promise<void> {
    await this.rows(`DELETE FROM sessions WHERE expires_at < $1 OR ended_at < $1`, [before]);
    await this.rows(`DELETE FROM setup_tokens WHERE expires_at < $1`, [before]);
  }

  async insertSetupToken(tokenHash: Buffer, userId: string, expiresAt: Date): Promise<void> {
    await this.rows(`INSERT INTO setup_tokens (token_hash, user_id, expires_at) VALUES ($1, $2, $3)`, [
      tokenHash,
      userId,
      expiresAt,
    ]);
  }

  async forgetSetupTokens(userId: string): Promise<void> {
    await this.rows(`DELETE FROM setup_tokens WHERE user_id = $1`, [userId]);
  }

  /** Whose good setup token this is; null if it is unknown, spent or too old, or its user is disabled. */
  async ownerOfSetupToken(tokenHash: Buffer): Promise<string | null> {
    const [row] = await this.rows<{ userId: string }>(
      `SELECT user_id AS "userId" FROM setup_tokens JOIN users ON users.id = user_id
       WHERE token_hash = $1 AND spent_at IS NULL AND expires_at > now() AND NOT users.disabled`,
      [tokenHash],
    );
    return row?.userId ?? null;
  }

  /** Spends a setup token. Returns whether it was good. */
  async spendSetupToken(tokenHash: Buffer): Promise<boolean> {
    const rows = await this.rows(
      `UPDATE setup_tokens SET spent_at = now()
       WHERE token_hash = $1 AND spent_at IS NULL AND expires_at > now() RETURNING user_id`,
      [tokenHash],
    );
    return rows.length > 0;
  }

  private async endWhere(condition: string, parameters: unknown[]): Promise<string[]> {
    const rows = await this.rows<{ id: string }>(
      `UPDATE sessions SET ended_at = now() WHERE ended_at IS NULL AND ${condition} RETURNING id`,
      parameters,
    );
    return rows.map(({ id }) => id);
  }

  private rows<Row extends object>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return queryRows<Row>(this.unitOfWork.manager, sql, parameters);
  }
}
