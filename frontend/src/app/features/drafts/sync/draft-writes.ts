import { Injectable } from '@angular/core';
import type { PersonalItem } from '@litspark/shared-contracts';
import { ApiError } from '../../../core/api-error';
import { SessionScope } from '../../../core/session-scope';
import { type ItemWrite, ItemWrites, pathOf } from '../../../sync/items/item-writes';

/** Writes of drafts, each on top of what this device knows: what another wrote meanwhile is heard of before it is replaced. */
@Injectable({ providedIn: SessionScope })
export class DraftWrites extends ItemWrites {
  override readonly name = 'draft';
  /** The text itself is kept in this browser: nothing is lost with a write of it. */
  override readonly counted = false;
  override readonly refusal = undefined;
  /** Typing goes on. */
  readonly restMs = 1_500;

  override merge(_earlier: ItemWrite, later: ItemWrite): ItemWrite {
    return later;
  }

  /** Nothing is laid over the items: the draft itself is shown. */
  override show(): void {}

  override async send(data: ItemWrite): Promise<PersonalItem> {
    return await (data.value ? this.change(data) : this.remove(data));
  }

  protected override present({ value }: ItemWrite): PersonalItem['value'] {
    return value;
  }

  /** Only what this device knows of: another one's newer text stays. */
  private async remove(data: ItemWrite): Promise<PersonalItem> {
    const held = this.store.peek(data.kind, data.id);
    if (!held?.value) return { kind: data.kind, id: data.id, revision: held?.revision ?? 0, value: null };
    try {
      await this.api.persistently<void>('DELETE', `${pathOf(data)}?ifRevision=${held.revision}`);
      return { ...held, value: null };
    } catch (thrown) {
      if (ApiError.from(thrown).code !== 'CONFLICT') throw thrown;
      return await this.ask(data, held.revision);
    }
  }
}
