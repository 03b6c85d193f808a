import * as z from 'zod';
import { limits } from '../limits.js';
import { queryInteger, revision, seqOrZero } from '../scalars.js';

const integritySeq = queryInteger(1, Number.MAX_SAFE_INTEGER);

/** Both ends are included: 1 and `fromSeq` + 999 where left out. */
export const integrityQuery = z
  .object({ fromSeq: integritySeq.default(1), toSeq: integritySeq.optional() })
  .refine(({ fromSeq, toSeq = fromSeq }) => fromSeq <= toSeq, 'must not end before it begins')
  .refine(
    ({ fromSeq, toSeq = fromSeq }) => toSeq - fromSeq < limits.integrityMessages,
    `must span at most ${limits.integrityMessages} messages`,
  )
  .meta({ id: 'IntegrityQuery' });
export type IntegrityQuery = z.infer<typeof integrityQuery>;

/**
 * What the server holds of a range, cut at `lastSeq`. `digest` is SHA-256, hex, over the lines `seq:id:revision\n` in
 * seq order, tombstones too.
 */
export const integrity = z
  .object({
    fromSeq: z.int().min(1),
    toSeq: seqOrZero,
    messageCount: z.int().min(0),
    lastSeq: seqOrZero,
    revision,
    digest: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .meta({ id: 'Integrity' });
export type Integrity = z.infer<typeof integrity>;
