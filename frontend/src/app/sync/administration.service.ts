import { inject, Injectable } from '@angular/core';
import type {
  CreatedUser,
  CreateUserRequest,
  SetupToken,
  User,
  UserPage,
  UserRole,
} from '@litspark/shared-contracts';
import { ApiClient } from '../core/api-client';
import { SessionScope } from '../core/session-scope';
import { UsersStore } from '../stores/users.store';

/** What an administrator does with users. Every call throws `ApiError`; FORBIDDEN for anybody else. */
@Injectable({ providedIn: SessionScope })
export class AdministrationService {
  private readonly api = inject(ApiClient);
  private readonly users = inject(UsersStore);

  /** A page of users by name, disabled ones too. */
  async list(q = '', cursor?: string): Promise<UserPage> {
    const page = await this.api.get<UserPage>('/users', { q, cursor, limit: 100, withDisabled: 'true' });
    this.users.put(page.items);
    return page;
  }

  /** Without a password, `setupToken` lets the person choose one at `/setup#token=`. CONFLICT: the e-mail is taken. */
  async create(request: CreateUserRequest): Promise<CreatedUser> {
    const user = await this.api.post<CreatedUser>('/users', request);
    const { setupToken: _kept, ...shown } = user;
    this.users.put([shown]);
    return user;
  }

  /** Disabling ends that person's sessions at once. */
  setDisabled(userId: string, disabled: boolean): Promise<User> {
    return this.update(userId, { disabled });
  }

  /** A token like that of a new user: the old password is void, and the sessions end. CONFLICT: nobody could administer. */
  async giveSetupToken(userId: string): Promise<string> {
    return (await this.api.post<SetupToken>(`/users/${userId}/setup-token`, {})).setupToken;
  }

  setRole(userId: string, role: UserRole): Promise<User> {
    return this.update(userId, { role });
  }

  rename(userId: string, displayName: string): Promise<User> {
    return this.update(userId, { displayName });
  }

  private async update(
    userId: string,
    change: { disabled?: boolean; role?: UserRole; displayName?: string },
  ): Promise<User> {
    const user = await this.api.patch<User>(`/users/${userId}`, change);
    this.users.put([user]);
    return user;
  }
}
