import type * as z from 'zod';
import { ValidationFailedError } from '../errors/domain-error.js';

/** Where a list goes on, as clients carry it: opaque to them, checked again when it comes back. */
export function encodeCursor(position: readonly (string | number | readonly string[])[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** The position that a cursor names. Throws `ValidationFailedError` for one that `encodeCursor` didn't make for this list. */
export function decodeCursor<Position>(cursor: string, schema: z.ZodType<Position>): Position {
  const position = schema.safeParse(parse(cursor));
  if (!position.success) throw ValidationFailedError.at('cursor', 'is not one that this list gave');
  return position.data;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
