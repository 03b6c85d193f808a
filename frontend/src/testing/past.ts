import type { Message } from '@litspark/shared-contracts';
import fc from 'fast-check';
import { aMessage } from './shapes';

/** The server's side of one conversation: every state each message ever had, by revision. */
export interface Past {
  /** `changes[r - 1]` is the message as revision r left it; null where the conversation itself changed. */
  changes: (Message | null)[];
}

/** What is true at a revision: the newest state of each message, ascending by seq. */
export function stateAt({ changes }: Past, revision: number): Message[] {
  const bySeq = new Map<number, Message>();
  for (const message of changes.slice(0, revision)) if (message) bySeq.set(message.seq, message);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** As `sync` answers: what changed above a revision, in its present state. */
export const changedAbove = (past: Past, from: number, upTo: number): Message[] =>
  stateAt(past, upTo).filter((message) => message.revision > from);

export const past: fc.Arbitrary<Past> = fc
  .array(fc.tuple(fc.constantFrom('send', 'send', 'send', 'edit', 'rename'), fc.nat()), {
    minLength: 1,
    maxLength: 40,
    size: 'max',
  })
  .map((steps) => {
    let seq = 0;
    const changes = steps.map(([step, pick], index) => {
      const revision = index + 1;
      if (step === 'rename' || (step === 'edit' && seq === 0)) return null;
      const at = step === 'send' ? (seq += 1) : 1 + (pick % seq);
      return aMessage({ seq: at, revision, body: `seq ${at} at ${revision}` });
    });
    return { changes };
  });
