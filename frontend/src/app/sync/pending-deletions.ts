import { inject, Injectable } from '@angular/core';
import { BrowserStorage } from '../core/storage';

export interface PendingDeletion {
  conversationId: string;
  messageId: string;
  /** Not before this instant, in milliseconds since 1970: until then another tab may have it undone. */
  notBefore: number;
}

/** Deletions that the server hasn't confirmed: by id only, so that a page that is left or killed loses none. */
@Injectable({ providedIn: 'root' })
export class PendingDeletions {
  private readonly storage = inject(BrowserStorage);

  of(userId: string): PendingDeletion[] {
    return this.storage.read<PendingDeletion[]>(this.key(userId)) ?? [];
  }

  put(userId: string, deletion: PendingDeletion): void {
    this.save(userId, [...this.others(userId, deletion.messageId), deletion]);
  }

  remove(userId: string, messageId: string): void {
    this.save(userId, this.others(userId, messageId));
  }

  private others(userId: string, messageId: string): PendingDeletion[] {
    return this.of(userId).filter((one) => one.messageId !== messageId);
  }

  private save(userId: string, deletions: PendingDeletion[]): void {
    if (deletions.length > 0) this.storage.write(this.key(userId), deletions);
    else this.storage.remove(this.key(userId));
  }

  private key(userId: string): string {
    return `deletions.${userId}`;
  }
}
