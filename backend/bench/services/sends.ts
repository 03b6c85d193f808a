import { randomUUID } from 'node:crypto';
import { newId } from '../../src/platform/identifiers/new-id.js';
import { median } from '../median.js';
import { makeConversations, makeUsers } from './people.js';
import type { Services } from './services.js';

const senders = 200;
const roundMs = 2_000;
const rounds = 5;

type SendOne = (conversationId: string, senderId: string) => Promise<unknown>;

export interface SendRates {
  conversations: number;
  baseline: number;
  batches: number;
  ratio: number;
}

/**
 * Messages stored a second by 200 senders who each wait for their message: our writer against the plain way, “a
 * transaction that counts up and inserts”, in turns so that a noisy machine disturbs both.
 */
export async function measureSends(services: Services, conversationCount: number): Promise<SendRates> {
  const { dataSource } = services;
  const userIds = await makeUsers(dataSource, 20);
  const ids = await makeConversations(dataSource, conversationCount, userIds);
  const batches: number[] = [];
  const baseline: number[] = [];
  await rate(writing(services), ids, userIds, 500);
  for (let round = 0; round < rounds; round += 1) {
    baseline.push(await rate(plain(services), ids, userIds, roundMs));
    batches.push(await rate(writing(services), ids, userIds, roundMs));
  }
  const result = { baseline: median(baseline), batches: median(batches) };
  return { conversations: conversationCount, ...result, ratio: result.batches / result.baseline };
}

async function rate(
  send: SendOne,
  conversationIds: readonly string[],
  userIds: readonly string[],
  milliseconds: number,
): Promise<number> {
  const start = performance.now();
  let sent = 0;
  await Promise.all(
    Array.from({ length: senders }, async (_, index) => {
      const conversationId = conversationIds[index % conversationIds.length] ?? '';
      const senderId = userIds[index % userIds.length] ?? '';
      while (performance.now() - start < milliseconds) {
        await send(conversationId, senderId);
        sent += 1;
      }
    }),
  );
  return (sent * 1_000) / (performance.now() - start);
}

const body = 'On déploie la nouvelle version demain matin à 9 h, dites-moi si cela vous gêne.';

const writing =
  ({ writer }: Services): SendOne =>
  (conversationId, senderId) =>
    writer.write({
      conversationId,
      senderId,
      clientMessageId: randomUUID(),
      body,
      replyToId: null,
      parts: {},
      sentAt: null,
    });

const plain =
  ({ dataSource }: Services): SendOne =>
  (conversationId, senderId) =>
    dataSource.transaction(async (manager) => {
      const [[position]] = await manager.query<[{ seq: number; revision: number }[], number]>(
        `UPDATE conversations SET last_seq = last_seq + 1, revision = revision + 1 WHERE id = $1
         RETURNING last_seq AS seq, revision`,
        [conversationId],
      );
      await manager.query(
        `INSERT INTO messages (id, conversation_id, seq, revision, sender_id, client_message_id, body)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [newId(), conversationId, position?.seq, position?.revision, senderId, randomUUID(), body],
      );
    });
