import {
  isItemKind,
  itemKinds,
  type ItemKind,
  type ItemKindName,
  type ItemValue,
} from '@litspark/shared-contracts';
import { ValidationFailedError } from '../../platform/errors/domain-error.js';
import { validationFailed } from '../../platform/errors/validation-failed.js';

/** Throws ValidationFailedError for a kind that no feature declares. */
export function requireKind(name: string): ItemKindName {
  if (!isItemKind(name)) throw ValidationFailedError.at('kind', 'is no kind of personal items');
  return name;
}

/** An id as its kind spells it; null where the kind has no such ids. */
export function idOf(kind: ItemKindName, id: string): string | null {
  return itemKinds[kind].id.safeParse(id).data ?? null;
}

/** The same for a write: throws ValidationFailedError. */
export function requireId(kind: ItemKindName, id: string): string {
  const found = idOf(kind, id);
  if (found === null) throw ValidationFailedError.at('id', 'is no id of this kind of personal items');
  return found;
}

/** A value as its kind takes it; throws ValidationFailedError, with paths from the request's root. */
export function requireValue(name: ItemKindName, value: unknown): ItemValue<ItemKindName> {
  const kind: ItemKind = itemKinds[name];
  const { data, error } = kind.value.safeParse(value);
  // What the schema of the kind gives is its value.
  if (!error) return data as ItemValue<ItemKindName>;
  throw validationFailed(error.issues.map(({ path, message }) => ({ path: ['value', ...path], message })));
}
