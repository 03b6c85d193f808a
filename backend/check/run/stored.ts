import { Client } from 'pg';
import type { PersonalItem } from '@litspark/shared-contracts';
import type { Query } from '../features/query.js';
import type { Position, Row, Stored, StoredItems } from '../properties/evidence.js';

/** What the database holds, read by SQL past the product. */
export class Database {
  readonly query: Query = async <Row extends object>(sql: string, ...parameters: readonly unknown[]) =>
    (await this.client.query<Row>(sql, [...parameters])).rows;

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
    return { revision: Number(count?.revision ?? 0), items };
  }

  /** Of these marks, those that some text in some table still holds, as `table.column mark`. */
  async textsWith(marks: readonly string[]): Promise<string[]> {
    if (marks.length === 0) return [];
    const columns = await this.query<{ table: string; column: string }>(
      `SELECT table_name AS table, column_name AS column FROM information_schema.columns
       WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb', 'json', 'character varying')`,
    );
    const found: string[] = [];
    for (const { table, column } of columns) {
      const rows = await this.query<{ mark: string }>(
        `SELECT DISTINCT substring("${column}"::text FROM '«[0-9a-f-]{18}»') AS mark FROM "${table}"
         WHERE substring("${column}"::text FROM '«[0-9a-f-]{18}»') = ANY($1)`,
        marks,
      );
      found.push(...rows.map(({ mark }) => `${table}.${column} ${mark}`));
    }
    return found;
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
