import type * as z from 'zod';
import { ValidationFailedError } from '../errors/domain-error.js';

/** Where a list goes on, as clients carry it: opaque to them, checked again when it comes back. */
export function encodeCursor(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** The place that a cursor names. Throws `ValidationFailedError` for one that `encodeCursor` didn't make for this list. */
export function decodeCursor<Place>(cursor: string, schema: z.ZodType<Place>): Place {
  const place = schema.safeParse(parse(cursor));
  if (!place.success) throw ValidationFailedError.at('cursor', 'is not one that this list gave');
  return place.data;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
