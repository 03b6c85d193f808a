import { Injectable } from '@nestjs/common';
import { columnsOf, queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { UserEntity } from './user.entity.js';

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
