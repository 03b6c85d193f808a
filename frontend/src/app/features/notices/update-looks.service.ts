import { inject, Injectable } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { filter } from 'rxjs';
import { ConnectionService, isConnected } from '../../core/connection.service';
import { SessionScope } from '../../core/session-scope';
import { Updates } from './updates.service';

/** Looks for a new version after each connection: a server that comes back may have come back as a newer one. */
@Injectable({ providedIn: SessionScope })
export class UpdateLooks {
  constructor() {
    const updates = inject(Updates);
    inject(ConnectionService)
      .status$.pipe(filter(isConnected), takeUntilDestroyed())
      .subscribe(() => updates.look());
  }
}
