import { createHash } from 'node:crypto';
import type { Message } from '@litspark/shared-contracts';
import type { Stored } from '../properties/evidence.js';
import type { Reader } from './fresh.js';

/** What the service's digest of a range of messages should say, and doesn't. */
export async function integrityFaults(
  reader: Reader,
  conversationId: string,
  messages: readonly Message[],
  stored: Stored,
): Promise<string[]> {
  const fromSeq = Math.max(1, stored.lastSeq - 998);
  const answered = await reader.integrity(conversationId, fromSeq);
  const range = messages.filter(({ seq }) => seq >= fromSeq);
  const hash = createHash('sha256');
  for (const { seq, id, revision } of range) hash.update(`${seq}:${id}:${revision}\n`);
  const expected = {
    fromSeq,
    toSeq: stored.lastSeq,
    messageCount: range.length,
    lastSeq: stored.lastSeq,
    revision: stored.revision,
    digest: hash.digest('hex'),
  };
  const isRight = Object.entries(expected).every(
    ([key, value]) => answered[key as keyof typeof answered] === value,
  );
  return isRight ? [] : [`${JSON.stringify(answered)} is answered where ${JSON.stringify(expected)} is held`];
}
