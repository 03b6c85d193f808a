import { Client } from 'pg';
import type { PersonalItem } from '@litspark/shared-contracts';
import type { Position, Row, Stored } from '../properties/evidence.js';
import type { StoredItems } from '../properties/items.js';

/** What the database holds, read by SQL past the product. */
export class Database {
  private constructor(private readonly client: Client) {}

  static async open(url: string): Promise<Database> {
    const client = new Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    return new Database(client);
  }

  async read(conversationId: string): Promise<Stored> {
    const rows = await this.query<Record<keyof Omit<Row, 'isDeleted'>, string> & { isDeleted: boolean }>(
      `SELECT id, seq, revision, sender_id AS "senderId", client_message_id AS "clientMessageId", body,
              reply_to_id AS "replyToId", deleted_at IS NOT NULL AS "isDeleted"
       FROM messages WHERE conversation_id = $1 ORDER BY seq, id`,
      conversationId,
    );
    return {
      ...(await this.position(conversationId)),
      rows: rows.map((row) => ({ ...row, seq: Number(row.seq), revision: Number(row.revision) })),
      ...(await this.ofFeatures(conversationId)),
    };
  }

  /** How far a conversation and its markers are. */
  async position(conversationId: string): Promise<Position> {
    const [conversation] = await this.query<{ lastSeq: string; revision: string }>(
      `SELECT last_seq AS "lastSeq", revision FROM conversations WHERE id = $1`,
      conversationId,
    );
    const participants = await this.query<Record<'userId' | 'read' | 'delivered' | 'joined', string>>(
      `SELECT user_id AS "userId", last_read_seq AS read, last_delivered_seq AS delivered, joined_seq AS joined
       FROM participants WHERE conversation_id = $1 ORDER BY position`,
      conversationId,
    );
    return {
      lastSeq: Number(conversation?.lastSeq),
      revision: Number(conversation?.revision),
      participants: participants.map(({ userId, read, delivered, joined }) => ({
        userId,
        lastReadSeq: Number(read),
        lastDeliveredSeq: Number(delivered),
        joinedSeq: Number(joined),
      })),
    };
  }

  /** Somebody's items. */
  async items(userId: string): Promise<StoredItems> {
    const [count] = await this.query<{ revision: string }>(
      `SELECT revision FROM personal_item_counts WHERE user_id = $1`,
      userId,
    );
    const items = await this.query<PersonalItem>(
      `SELECT kind, id, revision::int, value FROM personal_items WHERE user_id = $1 ORDER BY revision`,
      userId,
    );
    const sent = await this.query<{ item: string }>(
      `SELECT i.kind || ' ' || i.id AS item FROM personal_items i
       JOIN messages m ON m.sender_id = i.user_id AND m.client_message_id::text =
         CASE i.kind WHEN 'draft' THEN i.value ->> 'clientMessageId' WHEN 'scheduled_message' THEN i.id END
       WHERE i.user_id = $1 AND i.value IS NOT NULL`,
      userId,
    );
    return { revision: Number(count?.revision ?? 0), items, sent: sent.map(({ item }) => item) };
  }

  /** What is due and has not happened: jobs, and messages that have yet to follow their confirmations. */
  async unsettled(): Promise<string[]> {
    const { rows } = await this.client.query<{ what: string }>(
      `SELECT task_identifier || ' ' || coalesce(last_error, '') AS what FROM graphile_worker.jobs
       WHERE task_identifier IN ('scheduled-messages.send.v1', 'saved-messages.remind.v1') AND attempts < max_attempts
       UNION ALL SELECT 'confirmations of ' || message_id FROM confirmations WHERE followed_at IS NULL`,
    );
    return rows.map(({ what }) => what);
  }

  /** Enqueues the job that lets messages follow what a node that died left. */
  async askToFollow(): Promise<void> {
    await this.client.query(`SELECT graphile_worker.add_job('confirmations.follow.v1', '{}'::json)`);
  }

  private async ofFeatures(
    conversationId: string,
  ): Promise<Pick<Stored, 'pinnedIds' | 'confirmations' | 'scheduled' | 'reminders'>> {
    const pins = await this.query<{ id: string }>(
      `SELECT message_id AS id FROM pins WHERE conversation_id = $1`,
      conversationId,
    );
    const confirmations = await this.query<{ messageId: string; userId: string }>(
      `SELECT c.message_id AS "messageId", c.user_id AS "userId" FROM confirmations c
       JOIN confirmation_requests USING (message_id) WHERE conversation_id = $1`,
      conversationId,
    );
    const scheduled = await this.query<{ id: string; userId: string; state: string }>(
      `SELECT id, user_id AS "userId", value ->> 'state' AS state FROM personal_items
       WHERE kind = 'scheduled_message' AND value ->> 'conversationId' = $1`,
      conversationId,
    );
    const reminders = await this.query<{ messageId: string; userId: string }>(
      `SELECT message_id AS "messageId", user_id AS "userId" FROM activity_entries
       WHERE kind = 'reminder' AND conversation_id = $1`,
      conversationId,
    );
    return { pinnedIds: new Set(pins.map(({ id }) => id)), confirmations, scheduled, reminders };
  }

  /** Of these marks, those that some text in some table still holds, as `table.column mark`. */
  async textsWith(marks: readonly string[]): Promise<string[]> {
    if (marks.length === 0) return [];
    const columns = await this.client.query<{ table: string; column: string }>(
      `SELECT table_name AS table, column_name AS column FROM information_schema.columns
       WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb', 'json', 'character varying')`,
    );
    const found: string[] = [];
    for (const { table, column } of columns.rows) {
      const { rows } = await this.client.query<{ mark: string }>(
        `SELECT DISTINCT substring("${column}"::text FROM '«[0-9a-f-]{18}»') AS mark FROM "${table}"
         WHERE substring("${column}"::text FROM '«[0-9a-f-]{18}»') = ANY($1)`,
        [marks],
      );
      found.push(...rows.map(({ mark }) => `${table}.${column} ${mark}`));
    }
    return found;
  }

  async close(): Promise<void> {
    await this.client.end();
  }

  private async query<T extends object>(text: string, conversationId: string): Promise<T[]> {
    return (await this.client.query<T>(text, [conversationId])).rows;
  }
}
