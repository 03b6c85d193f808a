import { inject, Injectable } from '@angular/core';
import type { PersonalItem, PutItemRequest } from '@litspark/shared-contracts';
import * as z from 'zod';
import { ApiClient } from '../../core/api-client';
import { ApiError } from '../../core/api-error';
import type { WordKey } from '../../core/i18n/word-keys';
import { SessionScope } from '../../core/session-scope';
import { ItemsStore } from '../../stores/items.store';
import type { Command } from '../commands/command';
import type { CommandKind } from '../commands/command-kind';
import { mergeValues } from './merge-values';

const value = z.record(z.string(), z.unknown());
const itemWrite = z.object({
  kind: z.string(),
  id: z.string(),
  /** Null takes the item away. */
  value: value.nullable(),
  /**
   * What the value was made of: what other devices changed since stays. Without, the value replaces whatever there is. Of an item
   * that is taken away: what was shown of it.
   */
  base: value.optional(),
});
export type ItemWrite = z.infer<typeof itemWrite>;

/** In UTF-16 code units: three bytes each at most, of 64 KiB for all that is under way. */
const mostPersistent = 10_000;

/** The most tries of one change that other devices are ahead of, each on top of theirs. */
const mostRebases = 5;

/** What this person sets for themselves: of each item the last write counts, or what was changed of it. */
@Injectable({ providedIn: SessionScope })
export class ItemWrites implements CommandKind<ItemWrite, PersonalItem> {
  protected readonly api = inject(ApiClient);
  protected readonly store = inject(ItemsStore);

  readonly name: string = 'item';
  readonly data = itemWrite;
  readonly counted: boolean = true;
  readonly refusal: WordKey | undefined = 'settings.notSaved';
  private commands: readonly Command<ItemWrite>[] = [];

  constructor() {
    // A change lies over what the item is by now.
    this.store.changed$.subscribe(({ kind, id }) => {
      if (this.commands.some(({ data }) => data.base && data.kind === kind && data.id === id)) this.lay();
    });
  }

  lane(data: ItemWrite): string {
    return `item ${this.target(data)}`;
  }

  target({ kind, id }: ItemWrite): string {
    return `${kind} ${id}`;
  }

  merge(earlier: ItemWrite, later: ItemWrite): ItemWrite {
    if (!later.base || !earlier.base) return later.base ? { ...later, base: undefined } : later;
    // It was made of what the earlier one shows: of that without its change, both are one.
    const base = mergeValues(earlier.value, earlier.base, later.base) as ItemWrite['base'];
    return { ...later, base };
  }

  show(commands: readonly Command<ItemWrite>[]): void {
    this.commands = commands;
    this.lay();
  }

  async send(data: ItemWrite): Promise<PersonalItem> {
    const { kind, id } = data;
    if (data.value) {
      return await (data.base ? this.change(data) : this.put(data, { value: data.value }));
    }
    // No answer tells at which revision it is gone: only what was held before the call is known to be over.
    const revision = this.store.peek(kind, id)?.revision ?? 0;
    await this.api.persistently<void>('DELETE', pathOf(data));
    return { kind, id, revision, value: null };
  }

  done(_data: ItemWrite, item: PersonalItem): void {
    this.store.settle(item);
  }

  private lay(): void {
    const layers = new Map<string, Map<string, PersonalItem['value']>>();
    for (const command of this.commands) {
      const { data, state } = command;
      const layer = layers.get(data.kind) ?? new Map<string, PersonalItem['value']>();
      const value = state === 'refused' ? this.refused(command) : this.present(data, layer.get(data.id));
      if (value !== undefined) layers.set(data.kind, layer.set(data.id, value));
    }
    this.store.lay(this.name, layers);
  }

  /** What is shown for a refused write that stays in the log; undefined for what the server has. */
  protected refused(_command: Command<ItemWrite>): PersonalItem['value'] | undefined {
    return undefined;
  }

  /** What a write makes of the item as it is, or as earlier ones leave it. */
  protected present(
    { kind, id, value, base }: ItemWrite,
    earlier?: PersonalItem['value'],
  ): PersonalItem['value'] {
    if (!base || !value) return value;
    const held = earlier === undefined ? this.store.peek(kind, id)?.value : earlier;
    return mergeValues(base, value, held ?? base) as PersonalItem['value'];
  }

  /** Puts a change on top of what the item is, asking for it where another device was faster. */
  protected async change(data: ItemWrite): Promise<PersonalItem> {
    for (let tries = 1; ; tries += 1) {
      const held = this.store.peek(data.kind, data.id);
      try {
        const ifRevision = held?.value ? held.revision : 0;
        return await this.put(data, { value: this.present(data) ?? {}, ifRevision });
      } catch (thrown) {
        const error = ApiError.from(thrown);
        if (error.code !== 'CONFLICT' || tries === mostRebases) throw error;
        const present = await this.ask(data, held?.revision ?? 0);
        // Another conflict than that of two devices.
        if (present.revision === held?.revision && present.value) throw error;
        this.store.settle(present);
      }
    }
  }

  /** The item as the server has it; one that isn't there is gone at the revision held. */
  protected async ask(data: ItemWrite, revision: number): Promise<PersonalItem> {
    try {
      return await this.api.get<PersonalItem>(pathOf(data));
    } catch (thrown) {
      if (ApiError.from(thrown).code !== 'NOT_FOUND') throw thrown;
      return { kind: data.kind, id: data.id, revision, value: null };
    }
  }

  private async put(data: ItemWrite, body: PutItemRequest): Promise<PersonalItem> {
    // Browsers don't let a large body outlive its page.
    if (JSON.stringify(body).length > mostPersistent) return await this.api.put(pathOf(data), body);
    return await this.api.persistently('PUT', pathOf(data), body);
  }
}

export const pathOf = ({ kind, id }: ItemWrite): string => `/me/items/${kind}/${id}`;
