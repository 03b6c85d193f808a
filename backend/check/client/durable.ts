import type { SomePartInputs } from '@litspark/shared-contracts';
import type { Command } from '../history/command.js';
import { Store } from './store.js';

/** A message on its way, stored before the network is tried. */
export interface OutboxItem {
  conversationId: string;
  clientMessageId: string;
  body: string;
  replyToId: string | null;
  parts?: SomePartInputs;
  fromDraft?: true;
}

/** What a device finds again after it was killed. */
export class Durable {
  readonly outbox: OutboxItem[] = [];
  readonly commands: Command[] = [];
  private stored = new Store();

  /** Cursor and data in one go. */
  keep(store: Store): void {
    this.stored = store.copy();
  }

  load(): Store {
    return this.stored.copy();
  }
}
