import { Injectable } from '@nestjs/common';
import type { UserRole } from '@litspark/shared-contracts';
import { preparedRows, queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { SessionEntity } from './session.entity.js';

export interface LockedSession {
  sessionId: string;
  userId: string;
  createdAt: Date;
  /** Neither ended nor expired, and its user not disabled. */
  live: boolean;
}

@Injectable()
export class SessionsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async insert(session: { id: string; userId: string; expiresAt: Date }): Promise<void> {
    await this.unitOfWork.manager.insert(SessionEntity, session);
  }

  /** The role of each live session's user, in the order given; null if the session is not (or no longer) good. */
  async rolesIn(sessions: readonly { sessionId: string; userId: string }[]): Promise<(UserRole | null)[]> {
    const rows = await preparedRows<{ role: UserRole | null }>(
      this.unitOfWork.autocommit,
      `SELECT live.role
       FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY given (session_id, user_id, ordinal)
       LEFT JOIN LATERAL (
         SELECT users.role FROM sessions JOIN users ON users.id = sessions.user_id
         WHERE sessions.id = given.session_id AND users.id = given.user_id
           AND sessions.ended_at IS NULL AND sessions.expires_at > now() AND NOT users.disabled LIMIT 1
       ) live ON true
       ORDER BY given.ordinal`,
      [sessions.map(({ sessionId }) => sessionId), sessions.map(({ userId }) => userId)],
    );
    return rows.map(({ role }) => role);
  }

  /** Those that ended between a minute and a second ago. */
  endedLately(): Promise<{ sessionId: string; disabled: boolean }[]> {
    return this.rows(
      `/* background */ SELECT sessions.id AS "sessionId", users.disabled
       FROM sessions JOIN users ON users.id = sessions.user_id
       WHERE sessions.ended_at BETWEEN now() - interval '1 minute' AND now() - interval '1 second'`,
      [],
    );
  }

  /** Those of these that ended (a second ago or more), expired, are of a disabled user, or are not kept any more. */
  overAmong(sessionIds: readonly string[]): Promise<{ sessionId: string; disabled: boolean }[]> {
    return this.rows(
      `/* background */ SELECT given.id AS "sessionId", coalesce(users.disabled, false) AS disabled
       FROM unnest($1::uuid[]) AS given (id)
       LEFT JOIN sessions ON sessions.id = given.id
       LEFT JOIN users ON users.id = sessions.user_id
       WHERE sessions.id IS NULL OR users.disabled OR sessions.expires_at <= now()
         OR sessions.ended_at <= now() - interval '1 second'`,
      [sessionIds],
    );
  }

  async insertToken(tokenHash: Buffer, sessionId: string): Promise<void> {
    await this.rows(
      `INSERT INTO refresh_tokens (token_hash, session_id, created_at) VALUES ($1, $2, clock_timestamp())`,
      [tokenHash, sessionId],
    );
  }

  /**
   * The session of a token, or this one where the token isn't kept any more, locked until the running unit ends: of two who
   * present its tokens, one comes first.
   */
  async lockSession(tokenHash: Buffer, sessionId: string | null): Promise<LockedSession | null> {
    const [row] = await this.rows<LockedSession>(
      `SELECT sessions.id AS "sessionId", users.id AS "userId", sessions.created_at AS "createdAt",
         (sessions.ended_at IS NULL AND sessions.expires_at > now() AND NOT users.disabled) AS live
       FROM sessions JOIN users ON users.id = sessions.user_id
       WHERE sessions.id = coalesce((SELECT session_id FROM refresh_tokens WHERE token_hash = $1), $2::uuid)
       FOR UPDATE OF sessions`,
      [tokenHash, sessionId],
    );
    return row ?? null;
  }

  /** Milliseconds since a token was spent, null if it wasn't; null too where it isn't kept. */
  async token(tokenHash: Buffer): Promise<{ spentForMs: number | null } | null> {
    const [row] = await this.rows<{ spentForMs: number | null }>(
      `SELECT (extract(epoch FROM clock_timestamp() - spent_at) * 1000)::float8 AS "spentForMs"
       FROM refresh_tokens WHERE token_hash = $1`,
      [tokenHash],
    );
    return row ?? null;
  }

  /**
   * Spends a token, and with it those that were given out beside it in answer to the same one: they count as spent since
   * that one was.
   */
  async spendToken(sessionId: string, tokenHash: Buffer): Promise<void> {
    await this.rows(
      `UPDATE refresh_tokens SET spent_at = CASE
         WHEN token_hash = $2 THEN clock_timestamp()
         ELSE coalesce((SELECT max(spent_at) FROM refresh_tokens WHERE session_id = $1), created_at) END
       WHERE session_id = $1 AND spent_at IS NULL`,
      [sessionId, tokenHash],
    );
  }

  /**
   * Keeps the newest of a session's spent tokens, and all that were spent within the grace. Good ones stay until one of them
   * is used: any may be the one that its client holds. How many that are is bounded by how often a session may refresh.
   */
  async forgetSpentTokens(sessionId: string, kept: number, graceMs: number): Promise<void> {
    await this.rows(
      `DELETE FROM refresh_tokens WHERE token_hash IN (
         SELECT token_hash FROM refresh_tokens WHERE session_id = $1 AND spent_at IS NOT NULL
         ORDER BY spent_at DESC, created_at DESC OFFSET $2)
       AND spent_at < clock_timestamp() - $3 * interval '1 millisecond'`,
      [sessionId, kept, graceMs],
    );
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
