import { inject, Injectable } from '@angular/core';
import { limits } from '@litspark/shared-contracts';
import { UsersStore } from '../stores/users.store';
import { DirectoryService } from './directory.service';

/** One screen asks for many people at once: they are gathered for this long. */
const gatherMs = 20;
const retryMs = 5_000;

/** Fetches the people that `UsersStore` was asked for and doesn't know, or not as they are now, in batches. */
@Injectable({ providedIn: 'root' })
export class UsersService {
  private readonly users = inject(UsersStore);
  private readonly directory = inject(DirectoryService);
  private readonly wanted = new Set<string>();
  /** Asked for and not there: not asked again in this session. */
  private readonly absent = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  start(): void {
    this.users.onMissing((id) => {
      if (this.absent.has(id)) return;
      this.wanted.add(id);
      this.timer ??= setTimeout(() => void this.fetch(), gatherMs);
    });
  }

  /** Presence isn't pulled by `sync`: after a time without connection those on the screen are asked for again. */
  refresh(): void {
    this.users.expire();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.wanted.clear();
    this.absent.clear();
    this.users.onMissing(() => undefined);
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
    if (this.timer === undefined) return;
    this.timer = this.wanted.size > 0 ? setTimeout(() => void this.fetch(), waitMs) : undefined;
  }
}
