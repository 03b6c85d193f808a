import { inject, Injectable } from '@angular/core';
import type { PersonalItem, PutItemRequest } from '@litspark/shared-contracts';
import * as z from 'zod';
import { ApiClient } from '../../core/api-client';
import { ItemsStore } from '../../stores/items.store';
import type { Command } from '../commands/command';
import type { CommandKind } from '../commands/command-kind';

const itemWrite = z.object({
  kind: z.string(),
  id: z.string(),
  /** Null takes the item away. */
  value: z.record(z.string(), z.unknown()).nullable(),
});
export type ItemWrite = z.infer<typeof itemWrite>;

/** In UTF-16 code units: three bytes each at most, of 64 KiB for all that is under way. */
const mostPersistent = 10_000;

/** What this person sets for themselves, whole: of each item the last write counts. */
@Injectable({ providedIn: 'root' })
export class ItemWrites implements CommandKind<ItemWrite, PersonalItem> {
  private readonly api = inject(ApiClient);
  private readonly store = inject(ItemsStore);

  readonly name = 'item';
  readonly data = itemWrite;
  readonly counted = true;
  readonly refusal = 'settings.notSaved';

  lane(data: ItemWrite): string {
    return `item ${this.target(data)}`;
  }

  target({ kind, id }: ItemWrite): string {
    return `${kind} ${id}`;
  }

  merge(_earlier: ItemWrite, later: ItemWrite): ItemWrite {
    return later;
  }

  show(commands: readonly Command<ItemWrite>[]): void {
    const layers = new Map<string, Map<string, PersonalItem['value']>>();
    for (const { data, state } of commands) {
      if (state === 'refused') continue;
      const layer = layers.get(data.kind) ?? new Map<string, PersonalItem['value']>();
      layers.set(data.kind, layer.set(data.id, data.value));
    }
    this.store.lay(layers);
  }

  async send({ kind, id, value }: ItemWrite): Promise<PersonalItem> {
    const path = `/me/items/${kind}/${id}`;
    if (value) {
      const body: PutItemRequest = { value };
      // Browsers don't let a large body outlive its page.
      if (JSON.stringify(body).length > mostPersistent) return await this.api.put<PersonalItem>(path, body);
      return await this.api.persistently<PersonalItem>('PUT', path, body);
    }
    // No answer tells at which revision it is gone: only what was held before the call is known to be over.
    const revision = this.store.peek(kind, id)?.revision ?? 0;
    await this.api.persistently<void>('DELETE', path);
    return { kind, id, revision, value: null };
  }

  done(_data: ItemWrite, item: PersonalItem): void {
    this.store.settle(item);
  }
}
