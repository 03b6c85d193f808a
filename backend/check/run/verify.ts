import type { Message } from '@litspark/shared-contracts';
import type { Device } from '../client/device.js';
import type { History } from '../history/history.js';
import { properties } from '../properties/all.js';
import type { Evidence, Fresh, Stored } from '../properties/evidence.js';
import type { Random } from '../random.js';
import type { TrialConversation } from '../acts/trial-conversation.js';
import { markOf } from '../acts/texts.js';
import type { Reader } from './fresh.js';
import { integrityFaults } from './integrity.js';
import type { Database } from './stored.js';

const versionsLookedAt = 12;
const receiptsLookedAt = 4;

/** Compares, of every conversation in use, what is stored, answered, held and remembered. All must be at rest. */
export async function verify(
  conversations: readonly TrialConversation[],
  devices: readonly Device[],
  readers: readonly Reader[],
  database: Database,
  history: History,
  random: Random,
): Promise<void> {
  const lists = await Promise.all(
    readers.map(async (reader) => ({ reader, summaries: await reader.summaries() })),
  );
  for (const conversation of conversations) {
    const own = lists.filter(({ reader }) =>
      conversation.members.some(({ userId }) => userId === reader.account.userId),
    );
    const stored = await database.read(conversation.id);
    const reader = random.pick(own).reader;
    const messages = await reader.forward(conversation.id);
    const fresh: Fresh = {
      messages,
      backward: await random.pick(own).reader.backward(conversation.id),
      participants: await reader.participants(conversation.id),
      summaries: new Map(
        own.flatMap(({ reader: { account }, summaries }) => {
          const summary = summaries.find(({ id }) => id === conversation.id);
          return summary ? [[account.userId, summary] as const] : [];
        }),
      ),
      versions: await someVersions(reader, conversation.id, history, random),
      receipts: await someReceipts(reader, conversation.id, messages, random),
    };
    for (const message of fresh.messages) history.ledger.observe(message, 'a fresh load');
    const members = new Set(conversation.members.map(({ userId }) => userId));
    const evidence: Evidence = {
      conversationId: conversation.id,
      stored,
      fresh,
      devices: devices
        .filter(({ userId }) => members.has(userId))
        .map(({ who, userId, life }) => ({
          who,
          userId,
          held: life.store.conversations.get(conversation.id),
        })),
      history,
    };
    for (const [property, look] of Object.entries(properties))
      for (const finding of await look(evidence, database.query))
        history.violations.add({ property, ...finding, conversationId: conversation.id });
    for (const what of await integrityFaults(reader, conversation.id, fresh.messages, stored))
      history.violations.add({
        property: 'integrity tells what is stored',
        what,
        conversationId: conversation.id,
      });
    await noTraceOfDeleted(database, conversation.id, fresh, stored, history);
  }
}

async function someVersions(reader: Reader, conversationId: string, history: History, random: Random) {
  const changed = history.changes
    .of(conversationId)
    .filter(({ kind, message }) => (kind === 'edit' || kind === 'delete') && message)
    .map(({ messageId }) => messageId);
  const ids = random.shuffle([...new Set(changed.slice(-60))]).slice(0, versionsLookedAt);
  return new Map(
    await Promise.all(ids.map(async (id) => [id, await reader.versions(conversationId, id)] as const)),
  );
}

async function someReceipts(
  reader: Reader,
  conversationId: string,
  messages: readonly Message[],
  random: Random,
) {
  const some = random.shuffle(messages.slice(-40)).slice(0, receiptsLookedAt);
  return new Map(
    await Promise.all(some.map(async ({ id }) => [id, await reader.receipts(conversationId, id)] as const)),
  );
}

async function noTraceOfDeleted(
  database: Database,
  conversationId: string,
  fresh: Fresh,
  stored: Stored,
  history: History,
): Promise<void> {
  const deleted = new Set(stored.rows.filter(({ isDeleted }) => isDeleted).map(({ id }) => id));
  const marks = fresh.messages.filter(({ id }) => deleted.has(id)).map((one) => markOf(one.clientMessageId));
  for (const what of await database.textsWith(marks))
    history.violations.add({ property: 'a deleted body is gone', what, conversationId });
}
