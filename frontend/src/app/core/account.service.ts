import { inject, Injectable } from '@angular/core';
import type { Me, UpdateMeRequest } from '@litspark/shared-contracts';
import { ApiClient } from './api-client';
import { SessionScope } from './session-scope';
import { SessionService } from './session.service';

/** The account of whoever is signed in: their profile, settings and password. Throws `ApiError`. */
@Injectable({ providedIn: SessionScope })
export class AccountService {
  private readonly api = inject(ApiClient);
  private readonly session = inject(SessionService);

  async updateMe(change: UpdateMeRequest): Promise<void> {
    this.session.updateOwnProfile(await this.api.patch<Me>('/me', change));
  }

  /** Ends this person's other sessions. FORBIDDEN: the current password is wrong. */
  async changePassword(currentPassword: string, newPassword: string): Promise<void> {
    await this.api.post<void>('/auth/password', { currentPassword, newPassword });
  }
}
