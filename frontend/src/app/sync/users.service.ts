import { inject, Injectable } from '@angular/core';
import { limits } from '@litspark/shared-contracts';
import { SessionScope } from '../core/session-scope';
import { SessionTimers } from '../core/session-timers';
import { UsersStore } from '../stores/users.store';
import { DirectoryService } from './directory.service';

/** One screen asks for many people at once: they are gathered for this long. */
const gatherMs = 20;
const retryMs = 5_000;

/** Fetches the people that `UsersStore` was asked for and doesn't know, or not as they are now, in batches. */
@Injectable({ providedIn: SessionScope })
export class UsersService {
  private readonly timers = inject(SessionTimers);
  private readonly users = inject(UsersStore);
  private readonly directory = inject(DirectoryService);
  private readonly wanted = new Set<string>();
  /** Asked for and not there: not asked again in this session. */
  private readonly absent = new Set<string>();
  private isFetching = false;

  start(): void {
    this.users.onMissing((id) => {
      if (this.absent.has(id)) return;
      this.wanted.add(id);
      if (!this.isFetching) this.fetchIn(gatherMs);
    });
  }

  /** Presence isn't pulled by `sync`: after a time without connection those on the screen are asked for again. */
  refresh(): void {
    this.users.expire();
  }

  private fetchIn(ms: number): void {
    this.isFetching = true;
    this.timers.after(ms, () => void this.fetch());
  }

  private async fetch(): Promise<void> {
    const ids = [...this.wanted].slice(0, limits.userIdsPerCall);
    let waitMs = 0;
    try {
      const found = new Set((await this.directory.byIds(ids)).map((user) => user.id));
      for (const id of ids) {
        this.wanted.delete(id);
        if (!found.has(id)) this.absent.add(id);
      }
    } catch {
      waitMs = retryMs;
    }
    this.isFetching = false;
    if (this.wanted.size > 0) this.fetchIn(waitMs);
  }
}
