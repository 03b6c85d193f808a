import type { Message } from '@litspark/shared-contracts';

/** What of a message tells that it is the same, in the same state. */
export type Proof = Pick<Message, 'seq' | 'id' | 'revision'>;

/** As `integrity` answers it: SHA-256, hex, over the lines `seq:id:revision\n`; given in seq order. */
export async function digestOf(messages: readonly Proof[]): Promise<string> {
  const lines = messages.map(({ seq, id, revision }) => `${seq}:${id}:${revision}\n`).join('');
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(lines));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Those of the server's messages that aren't held, or in another state. */
export function differing(held: readonly Proof[], truth: readonly Message[]): Message[] {
  const bySeq = new Map(held.map((one) => [one.seq, one]));
  return truth.filter(({ seq, id, revision }) => {
    const mine = bySeq.get(seq);
    return mine?.id !== id || mine.revision !== revision;
  });
}
