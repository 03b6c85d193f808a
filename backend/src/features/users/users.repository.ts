import { Injectable } from '@nestjs/common';
import { columnsOf, queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { UserEntity } from './user.entity.js';

export interface DirectoryQuery {
  /** Each must occur in the name or the e-mail; folded. */
  words: readonly string[];
  /** These only. */
  ids: readonly string[] | null;
  /** Whether disabled ones count too. */
  withDisabled: boolean;
  after: { searchText: string; id: string } | null;
  limit: number;
}

/** A user before the database has seen it. */
export type NewUser = Omit<UserEntity, 'createdAt'>;

export interface Credentials {
  id: string;
  disabled: boolean;
  passwordHash: string | null;
}

@Injectable()
export class UsersRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  find(id: string): Promise<UserEntity | null> {
    return this.unitOfWork.manager.findOneBy(UserEntity, { id });
  }

  ofIds(ids: readonly string[]): Promise<UserEntity[]> {
    return this.select('WHERE id = ANY($1::uuid[])', [ids]);
  }

  /** By name, then by id. */
  directory({ words, ids, withDisabled, after, limit }: DirectoryQuery): Promise<UserEntity[]> {
    // Each by itself: `LIKE ALL (…)` can't use the index of trigrams.
    const matches = words.map((_, index) => `AND search_text LIKE $${index + 6}`);
    return this.select(
      `WHERE ($5 OR NOT disabled)
         AND ($1::uuid[] IS NULL OR id = ANY($1))
         AND ($2::text IS NULL OR (search_text, id) > ($2 COLLATE "C", $3::uuid))
         ${matches.join(' ')}
       ORDER BY search_text, id LIMIT $4`,
      [ids, after?.searchText ?? null, after?.id ?? null, limit, withDisabled, ...words.map(toPattern)],
    );
  }

  async insert(user: NewUser): Promise<void> {
    await this.unitOfWork.manager.insert(UserEntity, user);
  }

  async update(id: string, changes: Partial<UserEntity>): Promise<void> {
    await this.unitOfWork.manager.update(UserEntity, { id }, changes);
  }

  /** Whether some administrator can sign in: is enabled and has a password. */
  async hasActiveAdmin(): Promise<boolean> {
    const rows = await queryRows(
      this.unitOfWork.manager,
      `SELECT 1 FROM users WHERE role = 'admin' AND NOT disabled AND password_hash IS NOT NULL LIMIT 1`,
      [],
    );
    return rows.length > 0;
  }

  /** Ids of the administrators who can sign in, locked until the running unit ends. */
  async lockActiveAdmins(): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      this.unitOfWork.manager,
      `SELECT id FROM users WHERE role = 'admin' AND NOT disabled AND password_hash IS NOT NULL
       ORDER BY id FOR NO KEY UPDATE`,
      [],
    );
    return rows.map(({ id }) => id);
  }

  async credentials(by: { emailKey: string } | { id: string }): Promise<Credentials | null> {
    return this.unitOfWork.manager.findOne(UserEntity, {
      where: by,
      select: { id: true, disabled: true, passwordHash: true },
    });
  }

  /** Locked until the running unit ends. */
  async lockCredentials(id: string): Promise<Credentials | null> {
    const [row] = await queryRows<Credentials>(
      this.unitOfWork.manager,
      `SELECT id, disabled, password_hash AS "passwordHash" FROM users WHERE id = $1 FOR NO KEY UPDATE`,
      [id],
    );
    return row ?? null;
  }

  ofEmailKeys(emailKeys: readonly string[]): Promise<UserEntity[]> {
    return this.select('WHERE email_key = ANY($1::text[])', [emailKeys]);
  }

  /** Whether there is nobody but, perhaps, the one of `exceptEmailKey`. */
  async isEmpty(exceptEmailKey: string | null): Promise<boolean> {
    const [found] = await this.select('WHERE email_key IS DISTINCT FROM $1 LIMIT 1', [exceptEmailKey]);
    return found === undefined;
  }

  private select(rest: string, parameters: unknown[]): Promise<UserEntity[]> {
    const columns = columnsOf(this.unitOfWork.manager, UserEntity, 'users');
    return queryRows<UserEntity>(this.unitOfWork.manager, `SELECT ${columns} FROM users ${rest}`, parameters);
  }
}

/** What people type is text: `%` and `_` mean themselves. */
const toPattern = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;
