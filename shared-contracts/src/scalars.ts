import './no-compilation.js';
import * as z from 'zod';
import { limits } from './limits.js';
import { isPlainText, showsSomething } from './plain-text.js';
import { codePointLength, isStorableText } from './text.js';

/** A UUID, read in any case, given in lower case. */
export const id = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'must be a UUID')
  .toLowerCase()
  .meta({
    format: 'uuid',
    pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
  });

/** An instant: ISO 8601, UTC, milliseconds. */
export const instant = z.iso.datetime({ precision: 3 });

/** The place of a message in its conversation: 1, 2, 3, … */
export const seq = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
/** A place, or 0 for “before the first”. */
export const seqOrZero = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
/** The count of durable changes of a conversation; 0 for “I hold nothing”. */
export const revision = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Names one history of a database, which a restored backup ends; opaque: equal or not. */
export const generation = z.string().min(1).max(100);

/** Text that can be stored and is between `min` and `max` code points long; nothing is trimmed or escaped. */
export const text = (min: number, max: number) =>
  z
    .string()
    // Units first: it spares counting the code points of a text that can't fit.
    .max(max * 2, `must be at most ${max} characters`)
    .refine(isStorableText, 'must hold neither NUL nor unpaired surrogates')
    .refine((value) => {
      const length = codePointLength(value);
      return length >= min && length <= max;
    }, `must be ${min} to ${max} characters`)
    // JSON Schema counts code points too.
    .meta({ minLength: min, maxLength: max });

const notPlain = 'must hold no control characters and none that show nothing';

/** What stands among other words: names and titles. */
export const label = (max: number) =>
  text(1, max).refine(isPlainText, notPlain).refine(showsSomething, 'must not be blank');

export const body = text(1, limits.bodyCodePoints).refine(
  (value) => value.trim().length > 0,
  'must not be blank',
);
export const title = label(limits.titleCodePoints);
/** A paragraph or a few; empty takes it away. */
export const topic = text(0, limits.topicCodePoints).refine(
  (value) => isPlainText(value.replace(/\r?\n|\t/g, ' ')),
  notPlain,
);
export const displayName = label(limits.displayNameCodePoints);
export const email = z.email().max(254);
export const password = text(limits.passwordMinCodePoints, limits.passwordMaxCodePoints);
/** A query string that people type: may be empty. */
export const queryText = text(0, 200);
/** Where a list goes on; opaque. Long enough to hold a name and an e-mail in any script, and 100 ids. */
export const cursor = z.string().min(1).max(6_000);
/** A whole number as a query gives it: digits, and nothing else that could be taken for a number, such as nothing at all. */
export const queryInteger = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,16}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(min).max(max));
export const listLimit = queryInteger(1, limits.listMax).default(limits.listDefault);

// By its source: a literal with the flag `v` compiles for ES2024 only.
const rgiEmoji = new RegExp('^\\p{RGI_Emoji}$', 'v');

/** One emoji recommended for general interchange (Unicode UTS #51, RGI), fully qualified. */
export const emoji = z
  .string()
  .max(64)
  .refine((value) => rgiEmoji.test(value), 'must be one emoji')
  .meta({ examples: ['👍'] });
