import type { ItemKindName, ItemValue } from '@litspark/shared-contracts';
import type { Actor } from '../../platform/security/actor.js';

/** A `PUT` whose form its kind took. */
export interface ItemWrite<K extends ItemKindName> {
  actor: Actor;
  /** Of the item, as its kind's schema gives it. */
  id: string;
  /** What the client put. */
  value: ItemValue<K>;
  /** What the item holds; null where there is none. */
  present: ItemValue<K> | null;
}

/** A `DELETE`. */
export interface ItemRemoval {
  actor: Actor;
  id: string;
  /** Whether there is such an item. */
  isPresent: boolean;
}

/**
 * What one kind of personal items asks beyond its schema: a provider decorated with `@ItemRule(kind)` that implements this. Nothing
 * needs to be overridden where anybody may write any value about themselves.
 */
export abstract class PersonalItemRule<K extends ItemKindName> {
  /** Whether such an item stays when the person no longer sees its conversation. */
  readonly outlivesDeparture: boolean = false;

  /** Whether a `PUT` locks its conversation, so that it comes before a send or after it: for what a send must not miss. */
  readonly comesBetweenSends: boolean = false;

  /** The conversation that the person must see to set such an item; it is gone when they no longer do. Null for none. */
  conversationOf(_id: string, _value: ItemValue<K>): string | null {
    return null;
  }

  /**
   * Decides on a write in its transaction, under the person's lock (and where there is one, in sight of the conversation). Gives what
   * is stored: `present` changes nothing. Throws a `DomainError` to refuse.
   */
  write({ value }: ItemWrite<K>): ItemValue<K> | Promise<ItemValue<K>> {
    return value;
  }

  /**
   * Decides on a `DELETE`: of an item that is there in its transaction, under the person's lock; of one that is gone or never was, without
   * either. Throws a `DomainError` to refuse.
   */
  remove(_removal: ItemRemoval): Promise<void> {
    return Promise.resolve();
  }
}
