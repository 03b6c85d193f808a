import type { MarkerKind } from '../history/markers.js';
import type { Finding, Property } from './evidence.js';

/** Markers stand where they were put: not below what was acknowledged, nor above what was asked for. */
export const markersStandWhereTheyWerePut: Property = ({ stored, history, conversationId }) =>
  stored.participants.flatMap(({ userId, lastReadSeq, lastDeliveredSeq }): Finding[] => {
    const wasRemoved = history.memberships.wasRemoved(conversationId, userId);
    const faults = (kind: MarkerKind, stands: number) => {
      const { floor, ceiling, seen } = history.markers.of(kind, conversationId, userId);
      return [
        stands < floor && `the ${kind} marker stands at ${stands}, and was acknowledged at ${floor}`,
        stands < seen && `the ${kind} marker stands at ${stands}, and was seen at ${seen}`,
        stands > stored.lastSeq &&
          `the ${kind} marker stands at ${stands}, past the last seq ${stored.lastSeq}`,
        // Who comes back starts at the end, and the uncertain sends of a person move it too.
        !wasRemoved &&
          stands > Math.max(ceiling, ownLast(userId)) &&
          `the ${kind} marker stands at ${stands}, and ${ceiling} was asked for`,
      ];
    };
    const ownLast = (sender: string) => stored.rows.findLast(({ senderId }) => senderId === sender)?.seq ?? 0;
    return [
      ...faults('read', lastReadSeq),
      ...faults('delivered', lastDeliveredSeq),
      lastReadSeq > lastDeliveredSeq &&
        `it was read up to ${lastReadSeq} and delivered up to ${lastDeliveredSeq}`,
    ]
      .filter((fault) => fault !== false)
      .map((what) => ({ what, who: userId }));
  });

/** No device believes a marker to be further than it is. */
export const heldMarkersAreTrue: Property = ({ stored, devices }) =>
  devices.flatMap(({ who, held }) =>
    stored.participants.flatMap(({ userId, lastReadSeq, lastDeliveredSeq }): Finding[] => {
      const read = held?.read.get(userId) ?? 0;
      const delivered = held?.delivered.get(userId) ?? 0;
      return [
        ...(read > lastReadSeq
          ? [{ what: `it has ${userId} read up to ${read}, who is at ${lastReadSeq}`, who }]
          : []),
        ...(delivered > lastDeliveredSeq
          ? [{ what: `it has delivered to ${userId} up to ${delivered}, who is at ${lastDeliveredSeq}`, who }]
          : []),
      ];
    }),
  );

export const participantsAreRight: Property = ({ stored, fresh }) => {
  const answered = new Map(fresh.participants.map((one) => [one.userId, one]));
  return stored.participants.flatMap(({ userId, lastReadSeq, lastDeliveredSeq }): Finding[] => {
    const one = answered.get(userId);
    return one?.lastReadSeq === lastReadSeq && one.lastDeliveredSeq === lastDeliveredSeq
      ? []
      : [
          {
            what: `the list of participants says ${JSON.stringify(one)}, stored are ${lastReadSeq} and ${lastDeliveredSeq}`,
            who: userId,
          },
        ];
  });
};

/** Receipts say where the markers are of all others who took part when the message was sent. */
export const receiptsAreRight: Property = ({ stored, fresh }) =>
  [...fresh.receipts].flatMap(([messageId, receipts]): Finding[] => {
    const row = stored.rows.find(({ id }) => id === messageId);
    if (!row) return [];
    const expected = stored.participants
      .filter(({ userId, joinedSeq }) => userId !== row.senderId && joinedSeq < row.seq)
      .map(({ userId, lastReadSeq, lastDeliveredSeq }) => [
        userId,
        lastDeliveredSeq >= row.seq,
        lastReadSeq >= row.seq,
      ]);
    const answered = receipts.map(({ userId, delivered, read }) => [userId, delivered, read]);
    return JSON.stringify(answered) === JSON.stringify(expected)
      ? []
      : [
          {
            what: `receipts are answered as ${JSON.stringify(answered)} and are ${JSON.stringify(expected)}`,
            seq: row.seq,
          },
        ];
  });
