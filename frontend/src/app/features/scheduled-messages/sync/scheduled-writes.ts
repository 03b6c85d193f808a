import { Injectable } from '@angular/core';
import type { PersonalItem } from '@litspark/shared-contracts';
import type { ApiError } from '../../../core/api-error';
import { SessionScope } from '../../../core/session-scope';
import type { Command } from '../../../sync/commands/command';
import { type ItemWrite, ItemWrites } from '../../../sync/items/item-writes';

/** Writes of scheduled messages: a text that the server refuses, and has not, stays here as a failed one. */
@Injectable({ providedIn: SessionScope })
export class ScheduledWrites extends ItemWrites {
  override readonly name = 'scheduled-message';
  /** Said more precisely by `Scheduling`. */
  override readonly refusal = undefined;

  override merge(earlier: ItemWrite, later: ItemWrite): ItemWrite {
    // A removal keeps what it put back into the composer.
    return later.value ? super.merge(earlier, later) : later;
  }

  keepsRefused(_error: ApiError, { kind, id, value, base }: ItemWrite): boolean {
    if (!value) return false;
    const held = this.store.peek(kind, id);
    if (!held || held.revision === 0) return true;
    // What is gone was sent: with this text, if the write was about something else.
    return (held.value ?? base)?.['body'] !== value['body'];
  }

  protected override refused({
    data: { value },
    error,
  }: Command<ItemWrite>): PersonalItem['value'] | undefined {
    if (!value || !error) return undefined;
    return { ...value, state: 'failed', error: { code: error.code, message: error.detail } };
  }
}
