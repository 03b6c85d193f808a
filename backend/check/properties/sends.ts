import type { Finding, Property, Row } from './evidence.js';

const byKey = (rows: readonly Row[]) => {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.senderId} ${row.clientMessageId}`;
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return found;
};

export const acknowledgedIsStored: Property = ({ stored, history, conversationId }) => {
  const rows = new Map(stored.rows.map((row) => [row.id, row]));
  return history.sends.of(conversationId).flatMap(({ message, clientMessageId, body }): Finding[] => {
    if (!message) return [];
    const row = rows.get(message.id);
    if (!row)
      return [{ what: `acknowledged message ${message.id} (${clientMessageId}) is lost`, seq: message.seq }];
    const { seq } = row;
    if (seq !== message.seq || row.clientMessageId !== clientMessageId)
      return [{ what: `message ${message.id} was acknowledged at seq ${message.seq} and is at ${seq}`, seq }];
    if (row.revision === message.revision && !row.isDeleted && row.body !== message.body)
      return [{ what: `message ${message.id} says “${row.body}”, and was acknowledged with “${body}”`, seq }];
    return [];
  });
};

export const storedOnce: Property = ({ stored }) =>
  [...byKey(stored.rows)]
    .filter(([, rows]) => rows.length > 1)
    .map(([key, rows]) => ({
      what: `the same send (${key}) is stored ${rows.length} times: seq ${rows.map(({ seq }) => seq).join(', ')}`,
      seq: rows[0]?.seq ?? 0,
    }));

export const refusedNeverAppears: Property = ({ stored, history, conversationId }) => {
  const rows = byKey(stored.rows);
  return history.sends
    .of(conversationId)
    .filter((send) => send.refusal !== null && !send.uncertain && send.message === null)
    .flatMap(({ senderId, clientMessageId, refusal }) =>
      (rows.get(`${senderId} ${clientMessageId}`) ?? []).map(({ seq }) => ({
        what: `a send that was refused with ${refusal ?? ''} is stored (${clientMessageId})`,
        seq,
      })),
    );
};

/** Nothing is stored that nobody sent, nor under another's name. */
export const storedWasSent: Property = ({ stored, history, conversationId }) => {
  const sent = new Map(
    history.sends.of(conversationId).map((send) => [`${send.senderId} ${send.clientMessageId}`, send]),
  );
  return stored.rows.flatMap((row): Finding[] => {
    const send = sent.get(`${row.senderId} ${row.clientMessageId}`);
    if (!send) return [{ what: `message ${row.id} is stored, and nobody sent it`, seq: row.seq }];
    return send.replyToId === row.replyToId
      ? []
      : [{ what: `message ${row.id} replies to another`, seq: row.seq }];
  });
};

/** What was acknowledged before another was first sent comes before it, whoever sent them. */
export const realTimeOrder: Property = ({ history, conversationId }) => {
  const sends = history.sends
    .of(conversationId)
    .flatMap(({ message, ackedAt, firstInvokedAt }) =>
      message && ackedAt ? [{ message, ackedAt, firstInvokedAt }] : [],
    );
  const byAck = [...sends].sort((one, other) => one.ackedAt - other.ackedAt);
  const findings: Finding[] = [];
  let next = 0;
  let last = { seq: 0, id: '' };
  for (const { message, firstInvokedAt } of sends.sort(
    (one, other) => one.firstInvokedAt - other.firstInvokedAt,
  )) {
    for (let before = byAck[next]; before && before.ackedAt < firstInvokedAt; before = byAck[(next += 1)])
      if (before.message.seq > last.seq) last = before.message;
    if (message.seq <= last.seq && message.id !== last.id)
      findings.push({
        what: `message ${message.id} has seq ${message.seq}, and was sent after seq ${last.seq} (${last.id}) was acknowledged`,
        seq: message.seq,
      });
  }
  return findings;
};

/** What one socket sent without waiting, and was stored at the first try, is in the order sent. */
export const burstOrder: Property = ({ history, conversationId }) => {
  const bursts = new Map<string, { index: number; seq: number }[]>();
  for (const { burst, message } of history.sends.of(conversationId))
    if (burst && message)
      bursts.set(burst.id, [...(bursts.get(burst.id) ?? []), { index: burst.index, seq: message.seq }]);
  return [...bursts.values()].flatMap((sends) => {
    const seqs = sends.sort((one, other) => one.index - other.index).map(({ seq }) => seq);
    const isAscending = seqs.every((seq, index) => index === 0 || seq > (seqs[index - 1] ?? 0));
    return isAscending ? [] : [{ what: `sent over one socket in this order: seq ${seqs.join(', ')}` }];
  });
};

/** When all is at rest, every send has an end: an unknown outcome was tried again until it was known. */
export const everySendEnds: Property = ({ stored, history, conversationId }) => {
  const rows = byKey(stored.rows);
  return history.sends
    .of(conversationId)
    .flatMap(({ senderId, clientMessageId, message, refusal, uncertain }) => {
      const times = rows.get(`${senderId} ${clientMessageId}`)?.length ?? 0;
      const mayBe = message ? times === 1 : refusal !== null || uncertain ? times <= 1 : times === 0;
      return mayBe
        ? []
        : [
            {
              what: `${clientMessageId} is stored ${times} times (${message ? 'acknowledged' : (refusal ?? 'unknown')})`,
            },
          ];
    });
};
