import { SetMetadata } from '@nestjs/common';
import type { ItemKindName } from '@litspark/shared-contracts';

const ITEM_RULE_KEY = 'litspark:item-rule';

/** Makes a provider the rule of a kind of personal items. Each kind of the contract has exactly one. */
export const ItemRule = (kind: ItemKindName): ClassDecorator => SetMetadata(ITEM_RULE_KEY, kind);

/** The kind that a class is the rule of; null where it is none. A name that the contract doesn't know is for the caller to refuse. */
export const ruledKindOf = (type: object): string | null =>
  (Reflect.getMetadata(ITEM_RULE_KEY, type) as string | undefined) ?? null;
