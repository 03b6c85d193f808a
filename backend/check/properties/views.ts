import { mentionedUserIds, type Message } from '@litspark/shared-contracts';
import { canonical } from '../history/canonical.js';
import type { Evidence, Finding, Property } from './evidence.js';

const shownMax = 5;

/** Where `messages` differs from what a fresh load answers. */
function differences(
  messages: Iterable<Message>,
  fresh: readonly Message[],
): { what: string; seq: number }[] {
  const held = new Map([...messages].map((message) => [message.seq, message]));
  const found: { what: string; seq: number }[] = [];
  for (const expected of fresh) {
    const { seq } = expected;
    const message = held.get(seq);
    held.delete(seq);
    if (!message) found.push({ what: `seq ${seq} (${expected.id}) is missing`, seq });
    else if (canonical(message) !== canonical(expected))
      found.push({
        what: `seq ${seq} is ${canonical(message)}, a fresh load says ${canonical(expected)}`,
        seq,
      });
    if (found.length >= shownMax) return found;
  }
  for (const seq of held.keys()) found.push({ what: `seq ${seq} is there, and a fresh load has none`, seq });
  return found.slice(0, shownMax);
}

export const everyDeviceHoldsIt: Property = ({ devices, fresh, stored, history, conversationId }) =>
  devices.flatMap(({ who, userId, held }): Finding[] => {
    if (history.memberships.out(conversationId, userId) !== null) return [];
    if (!held) return [{ what: 'the conversation is missing', who }];
    const findings: Finding[] = differences(held.messages.values(), fresh.messages);
    const summary = fresh.summaries.get(userId);
    if (held.revision !== stored.revision)
      findings.push({ what: `it holds revision ${held.revision} and the present one is ${stored.revision}` });
    if (held.lastSeq !== stored.lastSeq)
      findings.push({ what: `its last seq is ${held.lastSeq} and the present one is ${stored.lastSeq}` });
    if (summary && held.lastReadSeq !== summary.lastReadSeq)
      findings.push({
        what: `its marker is ${held.lastReadSeq} and a fresh load says ${summary.lastReadSeq}`,
      });
    if (summary && held.title !== summary.title)
      findings.push({
        what: `its title is ${held.title ?? ''} and a fresh load says ${summary.title ?? ''}`,
      });
    return findings.map((finding) => ({ ...finding, who }));
  });

/** Pages join without a gap or a repeat, forward and backward, and say what the rows say. */
export const freshLoadIsStored: Property = ({ stored, fresh }) => {
  const { messages, backward } = fresh;
  const findings: Finding[] = [];
  if (messages.length !== stored.rows.length)
    findings.push({ what: `a fresh load has ${messages.length} messages of ${stored.rows.length}` });
  for (const [index, row] of stored.rows.entries()) {
    const message = messages[index];
    const isEqual =
      message?.id === row.id &&
      message.seq === row.seq &&
      message.revision === row.revision &&
      message.body === row.body &&
      (message.deletedAt !== null) === row.isDeleted;
    if (!isEqual) {
      findings.push({
        what: `a fresh load says ${JSON.stringify(message)} where ${row.id} is stored`,
        seq: row.seq,
      });
      break;
    }
  }
  const end = messages.slice(messages.length - backward.length);
  if (JSON.stringify(end) !== JSON.stringify(backward))
    findings.push({
      what: `the end read backward (${backward.length} messages) is not the end read forward`,
    });
  return findings;
};

export const summariesAreRight: Property = (evidence) =>
  [...evidence.fresh.summaries].flatMap(([userId, summary]) =>
    summaryFaults(evidence, userId, summary).map((what) => ({ what, who: userId })),
  );

function summaryFaults(
  { stored, fresh }: Evidence,
  userId: string,
  summary: NonNullable<ReturnType<Evidence['fresh']['summaries']['get']>>,
): string[] {
  const { lastSeq, lastReadSeq, unreadCount, mentionCount, revision, lastMessage } = summary;
  const unread = fresh.messages.filter(({ seq, deletedAt }) => seq > lastReadSeq && deletedAt === null);
  const mentions = Math.min(100, unread.filter(({ body }) => mentionedUserIds(body).includes(userId)).length);
  const last = fresh.messages.at(-1);
  return [
    lastSeq !== stored.lastSeq && `the last seq is answered as ${lastSeq} and is ${stored.lastSeq}`,
    revision !== stored.revision && `the revision is answered as ${revision} and is ${stored.revision}`,
    unreadCount !== lastSeq - lastReadSeq &&
      `${unreadCount} unread are answered, with marker ${lastReadSeq} and last seq ${lastSeq}`,
    mentionCount !== mentions && `${mentionCount} mentions are answered and ${mentions} are unread`,
    (lastMessage && canonical(lastMessage)) !== (last ? canonical(last) : null) &&
      `the last message is answered as ${JSON.stringify(lastMessage)} and is ${JSON.stringify(last)}`,
  ].filter((fault) => fault !== false);
}
