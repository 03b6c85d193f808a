import type { Message } from '@litspark/shared-contracts';
import type { ChangeRecord } from '../history/changes.js';
import type { Evidence, Finding, Property } from './evidence.js';

function changesByMessage({ history, conversationId }: Evidence): Map<string, ChangeRecord[]> {
  const found = new Map<string, ChangeRecord[]>();
  for (const change of history.changes.of(conversationId)) {
    const changes = found.get(change.messageId);
    if (changes) changes.push(change);
    else found.set(change.messageId, [change]);
  }
  return found;
}

function perChangedMessage(
  evidence: Evidence,
  look: (message: Message, changes: ChangeRecord[]) => (string | false)[],
): Finding[] {
  const byMessage = changesByMessage(evidence);
  return evidence.fresh.messages.flatMap((message) =>
    look(message, byMessage.get(message.id) ?? [])
      .filter((fault) => fault !== false)
      .map((what) => ({ what: `${message.id} ${what}`, seq: message.seq })),
  );
}

/** A body is what was sent or what an edit said; the last acknowledged edit stands unless a later one came. */
export const editsStand: Property = (evidence) => {
  const sent = new Map(
    evidence.history.sends.of(evidence.conversationId).map((send) => [send.clientMessageId, send]),
  );
  return perChangedMessage(evidence, (message, changes) => {
    if (message.deletedAt !== null) return [];
    const edits = changes.filter(({ kind, outcome }) => kind === 'edit' && outcome !== 'refused');
    const bodies = new Set([sent.get(message.clientMessageId)?.body, ...edits.map(({ value }) => value)]);
    const last = newest(edits);
    const uncertain = edits.some(({ outcome }) => outcome === 'uncertain');
    return [
      !bodies.has(message.body) && `says “${message.body}”, which nobody wrote`,
      last !== null &&
        !uncertain &&
        message.body !== last.body &&
        `says “${message.body}” and its last edit, revision ${last.revision}, “${last.body}”`,
      last !== null && message.editedAt === null && 'was edited and doesn’t say so',
      edits.length === 0 && message.editedAt !== null && 'says that it was edited, and nobody did',
    ];
  });
};

const newest = (changes: readonly ChangeRecord[]): Message | null =>
  changes.reduce<Message | null>(
    (last, { message }) => (message && (!last || message.revision > last.revision) ? message : last),
    null,
  );

/** What is deleted leaves nothing but a place. */
export const deletionsStand: Property = (evidence) =>
  perChangedMessage(evidence, (message, changes) => {
    const deletions = changes.filter(({ kind, outcome }) => kind === 'delete' && outcome !== 'refused');
    const isCertain = deletions.some(({ outcome }) => outcome === 'acknowledged');
    const isDeleted = message.deletedAt !== null;
    return [
      isCertain && !isDeleted && 'was deleted, and is back',
      isDeleted && deletions.length === 0 && 'is deleted, and nobody did that',
      isDeleted &&
        (message.body !== '' || message.reactions.length > 0 || Object.keys(message.parts).length > 0) &&
        `is deleted and holds ${JSON.stringify(message)}`,
    ];
  });

/** Each person's last word on each emoji stands, and is counted once. */
export const reactionsStand: Property = (evidence) =>
  perChangedMessage(evidence, (message, changes) => {
    if (message.deletedAt !== null) return [];
    const faults: (string | false)[] = message.reactions.map(
      ({ emoji, count, userIds }) =>
        (count !== userIds.length || new Set(userIds).size !== count) &&
        `counts ${count} of ${emoji} by ${userIds.length} people`,
    );
    const words = new Map<string, ChangeRecord[]>();
    for (const change of changes) {
      if (change.kind !== 'react' && change.kind !== 'unreact') continue;
      const key = `${change.userId} ${change.value}`;
      words.set(key, [...(words.get(key) ?? []), change]);
    }
    for (const [key, said] of words) {
      const [userId = '', emoji = ''] = key.split(' ');
      const last = said.findLast(({ outcome }) => outcome === 'acknowledged');
      // An unanswered call may be carried out late, also after one that was answered.
      const isDoubtful = said.some(({ outcome, kind }) => outcome === 'uncertain' && kind !== last?.kind);
      if (!last || isDoubtful) continue;
      const isThere = message.reactions.some((one) => one.emoji === emoji && one.userIds.includes(userId));
      faults.push(
        isThere !== (last.kind === 'react') &&
          `${isThere ? 'has' : 'lacks'} ${emoji} of ${userId}, whose last word was ${last.kind}`,
      );
    }
    return faults;
  });

/** Every acknowledged edit is a version, in order, the present one last; a tombstone has none. */
export const versionsAreKept: Property = (evidence) =>
  perChangedMessage(evidence, (message, changes) => {
    const versions = evidence.fresh.versions.get(message.id);
    if (!versions) return [];
    if (message.deletedAt !== null)
      return [versions.length > 0 && `is deleted and has versions: ${versions.join(' | ')}`];
    const edits = changes
      .flatMap((change) => (change.kind === 'edit' && change.message ? [change.message] : []))
      .sort((one, other) => one.revision - other.revision)
      .map(({ body }) => body);
    const indexes = edits.map((body) => versions.indexOf(body));
    return [
      versions.at(-1) !== message.body &&
        `says “${message.body}” and its last version “${versions.at(-1) ?? ''}”`,
      indexes.some((index, at) => index <= (indexes[at - 1] ?? 0)) &&
        `has versions ${versions.join(' | ')} and was edited to ${edits.join(' | ')}`,
    ];
  });
