import type { Receipt } from '@litspark/shared-contracts';

/** Where a message stands with everybody else. */
export interface ReceiptGroups {
  read: readonly Receipt[];
  delivered: readonly Receipt[];
  waiting: readonly Receipt[];
}

/** Everybody once, by how far the message has come with them; the latest known first, unknown times last. Pure. */
export function grouped(receipts: readonly Receipt[]): ReceiptGroups {
  const latest = (time: (one: Receipt) => string | null) => (a: Receipt, b: Receipt) =>
    (time(b) ?? '').localeCompare(time(a) ?? '');
  return {
    read: receipts.filter((one) => one.read).sort(latest((one) => one.readAt)),
    delivered: receipts.filter((one) => one.delivered && !one.read).sort(latest((one) => one.deliveredAt)),
    waiting: receipts.filter((one) => !one.delivered && !one.read),
  };
}

/** Somebody's marker reached `upToSeq` at an instant: what that says of the message at `seq`. Pure. */
export function withAdvance(
  receipts: readonly Receipt[],
  seq: number,
  advance: { userId: string; kind: 'read' | 'delivered'; upToSeq: number; at: string },
): readonly Receipt[] {
  const { userId, kind, upToSeq, at } = advance;
  if (upToSeq < seq) return receipts;
  return receipts.map((one) => {
    if (one.userId !== userId || (kind === 'read' ? one.read : one.delivered)) return one;
    // Who reads it has it; an advance that comes again says nothing new.
    const delivered = one.delivered ? one : { ...one, delivered: true, deliveredAt: at };
    return kind === 'read' ? { ...delivered, read: true, readAt: at } : delivered;
  });
}
