import type { Message } from '@litspark/shared-contracts';
import type { CommandKind } from '../history/command.js';
import type { CommandRecord } from '../history/commands.js';
import { History } from '../history/history.js';
import { Random } from '../random.js';
import type { Evidence, Row } from './evidence.js';

export const conversationId = 'c0000000-0000-4000-8000-000000000000';
export const ann = 'a0000000-0000-4000-8000-000000000000';

const ids = new Random('made up');

export function messageOf(seq: number, given: Partial<Message> = {}): Message {
  return {
    id: ids.uuid(),
    conversationId,
    seq,
    revision: seq + 1,
    senderId: ann,
    clientMessageId: ids.uuid(),
    body: `message ${seq}`,
    replyToId: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    editedAt: null,
    deletedAt: null,
    reactions: [],
    attachments: [],
    parts: {},
    ...given,
  };
}

const rowOf = (message: Message): Row => ({ ...message, isDeleted: message.deletedAt !== null });

/** Everything as it should be: `messages` were sent one after the other, acknowledged, stored, answered and held. */
export function flawless(messages: readonly Message[]): Evidence {
  const history = new History();
  for (const [index, message] of messages.entries()) {
    const send = history.sends.open(message, 10 * index);
    Object.assign(send, { message, ackedAt: 10 * index + 5, tries: 1 });
    history.ledger.observe(message, 'Ann');
  }
  const lastSeq = messages.length;
  const revision = messages.length + 1;
  return {
    conversationId,
    history,
    stored: {
      lastSeq,
      revision,
      rows: messages.map(rowOf),
      participants: [{ userId: ann, lastReadSeq: lastSeq, lastDeliveredSeq: lastSeq, joinedSeq: 0 }],
    },
    fresh: {
      messages,
      backward: messages,
      participants: [],
      summaries: new Map(),
      versions: new Map(),
      receipts: new Map(),
    },
    devices: [],
  };
}

/** The same with other rows than there should be. */
export const withRows = (evidence: Evidence, rows: readonly Row[]): Evidence => ({
  ...evidence,
  stored: { ...evidence.stored, rows },
});

/** The same after a command of Ann's, which was acknowledged unless something else is given. */
export function afterCommand(
  evidence: Evidence,
  kind: CommandKind,
  target: string,
  given: Partial<CommandRecord> = {},
): Evidence {
  const id = `${kind.name} ${target}`;
  const command = { id, kind, lane: target, conversationId, target, method: 'PUT', path: '' } as const;
  Object.assign(evidence.history.commands.open(command, ann, 1), {
    outcome: 'acknowledged',
    endedAt: 2,
    ...given,
  });
  return evidence;
}
