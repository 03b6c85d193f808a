import { limits } from '@litspark/shared-contracts';
import { ValidationFailedError } from '../../platform/errors/domain-error.js';

type Value = Record<string, unknown>;

/** An escaped NUL or half of a surrogate pair in JSON; an even number of backslashes before it are themselves. */
const notStorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** Throws ValidationFailedError for a value that is too large, however much of it its kind leaves out. */
export function assertFits(value: Value): void {
  if (Buffer.byteLength(jsonOf(value)) > limits.itemValueBytes)
    throw ValidationFailedError.at('value', `must be at most ${limits.itemValueBytes} bytes`);
}

/** A value as it will come back from the database. Throws ValidationFailedError where it can't be stored. */
export function asStored(value: Value): Value {
  const json = jsonOf(value);
  if (notStorable.test(json))
    throw ValidationFailedError.at('value', 'must hold neither NUL nor unpaired surrogates');
  return JSON.parse(json) as Value;
}

function jsonOf(value: Value): string {
  try {
    return JSON.stringify(value);
  } catch {
    // A stack that overflows: what came as JSON holds nothing else that fails.
    throw ValidationFailedError.at('value', 'is nested too deeply');
  }
}
