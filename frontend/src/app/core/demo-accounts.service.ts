import { Injectable, signal } from '@angular/core';
import { callApi } from './http';

export interface DemoAccount {
  email: string;
  password: string;
  displayName: string;
}

/**
 * The accounts of the demonstration; none when it is off, or when the server can't say. Outlives sessions: the sign-in
 * page offers them.
 */
@Injectable({ providedIn: 'root' })
export class DemoAccountsService {
  private readonly known = signal<DemoAccount[]>([]);
  readonly accounts = this.known.asReadonly();

  constructor() {
    callApi<{ accounts: DemoAccount[] }>({ method: 'GET', path: '/auth/demo' }).then(
      (answer) => this.known.set(answer.accounts),
      () => this.known.set([]),
    );
  }
}
