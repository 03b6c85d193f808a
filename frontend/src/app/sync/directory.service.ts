import { inject, Injectable } from '@angular/core';
import type { User, UserPage } from '@litspark/shared-contracts';
import { ApiClient } from '../core/api-client';
import { SessionScope } from '../core/session-scope';
import { UsersStore } from '../stores/users.store';

/** The people of the house. */
@Injectable({ providedIn: SessionScope })
export class DirectoryService {
  private readonly api = inject(ApiClient);
  private readonly users = inject(UsersStore);

  /** The best matches of names and e-mails first; disabled users are left out. Throws `ApiError`. */
  async search(q: string, cursor?: string, limit?: number): Promise<UserPage> {
    const page = await this.api.get<UserPage>('/users', { q, cursor, limit });
    this.users.put(page.items);
    return page;
  }

  /** The same of a conversation's participants alone; NOT_FOUND for who doesn't participate. Throws `ApiError`. */
  async participants(conversationId: string, q: string, limit: number, cursor?: string): Promise<UserPage> {
    const page = await this.api.get<UserPage>('/users', { q, conversationId, limit, cursor });
    this.users.put(page.items);
    return page;
  }

  /** These people, 100 at most, disabled ones too. Throws `ApiError`. */
  async byIds(ids: readonly string[]): Promise<User[]> {
    const page = await this.api.get<UserPage>('/users', { ids: ids.join(','), limit: ids.length });
    this.users.put(page.items);
    return page.items;
  }
}
