import type { Finding, Property } from './evidence.js';

export const seqIsContiguous: Property = ({ stored }) => {
  const findings: Finding[] = [];
  for (const [index, { seq, id }] of stored.rows.entries())
    if (seq !== index + 1) {
      findings.push({ what: `message ${id} has seq ${seq} where ${index + 1} was expected`, seq });
      break;
    }
  if (stored.rows.length !== stored.lastSeq)
    findings.push({
      what: `${stored.rows.length} messages are stored, and the last seq is ${stored.lastSeq}`,
    });
  return findings;
};

/** Every revision is somebody's change: none is burnt, none is held by two. */
export const revisionIsContiguous: Property = ({ stored, history, conversationId }) => {
  const findings: Finding[] = [];
  const holders = new Map<number, string>();
  for (const { id, revision, seq } of stored.rows) {
    const other = holders.get(revision);
    if (other !== undefined)
      findings.push({ what: `revision ${revision} is held by ${other} and ${id}`, seq });
    if (revision > stored.revision)
      findings.push({
        what: `${id} has revision ${revision}, above the conversation's ${stored.revision}`,
        seq,
      });
    holders.set(revision, id);
  }
  const unexplained = history.ledger.unexplained(conversationId, stored.revision);
  const { certain, uncertain } = history.changes.silent(conversationId);
  const retried = history.sends.of(conversationId).filter(({ tries }) => tries > 1).length;
  const most = certain + uncertain + retried;
  if (unexplained > most)
    findings.push({
      what: `${unexplained} of ${stored.revision} revisions are nobody’s change; at most ${most} can be explained`,
    });
  const highest = history.ledger.highestRevision(conversationId);
  if (highest > stored.revision)
    findings.push({ what: `revision ${highest} was seen, and the stored one is ${stored.revision}` });
  return findings;
};

/** What anybody saw of a message is in its row, or was changed since. */
export const nothingSeenIsLost: Property = ({ stored, history, conversationId }) => {
  const rows = new Map(stored.rows.map((row) => [row.id, row]));
  return [...history.ledger.newest(conversationId).values()].flatMap((seen): Finding[] => {
    const row = rows.get(seen.id);
    const { seq } = seen;
    if (!row) return [{ what: `message ${seen.id} was seen and is not stored`, seq }];
    if (row.seq !== seq)
      return [{ what: `message ${seen.id} was seen at seq ${seq} and is at ${row.seq}`, seq }];
    return row.revision < seen.revision
      ? [{ what: `message ${seen.id} was seen at revision ${seen.revision} and is at ${row.revision}`, seq }]
      : [];
  });
};
