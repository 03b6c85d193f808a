import { Client } from 'pg';
import { newId } from '../../src/platform/identifiers/new-id.js';
import { definitionsOf, takeAway } from './constraints.js';
import { readersConversations, shapeOf, writers } from './shape.js';

/** Whom and what a measurement asks for. */
export interface Filled {
  /** Has read all but the last messages of each conversation. */
  reader: Person;
  /** In the same conversations, has read nothing, and is mentioned in one message of fifty. */
  absent: Person;
  /** The reader's, the deepest one first. */
  conversations: readonly { id: string; messages: number }[];
  messages: number;
}

export interface Person {
  userId: string;
  sessionId: string;
}

/** Called with what is done so far, of `total`. */
export type Progress = (done: number, total: number, what: string) => void;

const messagesAtOnce = 250_000;
/** What bringing back an index counts in the progress, in messages. */
const shareOfIndex = 0.1;
const filledTables = ['messages', 'mentions'];

/**
 * Fills a migrated database in which nobody is with so many messages, as if they had been sent within a year: numbered without gaps,
 * in the order of time on the disk, whatever conversation they are in; one in ten answers the one before. All in one transaction.
 */
export async function fill(
  url: string,
  total: number,
  progress: Progress = () => undefined,
): Promise<Filled> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SET synchronous_commit = off`);
    await client.query(`SET maintenance_work_mem = '1GB'`);
    await client.query('BEGIN');
    const filled = await fillPeople(client, total);
    await fillMessages(client, filled.messages, progress);
    await client.query(moveMarkers);
    await client.query('COMMIT');
    progress(total, total, 'tidying');
    await client.query('VACUUM (ANALYZE)');
    return filled;
  } finally {
    await client.end();
  }
}

async function fillPeople(client: Client, total: number): Promise<Filled> {
  const { rows } = await client.query('SELECT FROM users LIMIT 1');
  if (rows.length > 0) throw new Error('Somebody is in this database already: only an empty one is filled.');
  const shape = shapeOf(total);
  const [reader = '', absent = '', ...others] = Array.from({ length: shape.people + 2 }, newId);
  const users = [reader, absent, ...others];
  const sessions = users.map(newId);
  const ids = shape.messages.map(newId);
  await client.query(
    `INSERT INTO users (id, email, email_key, display_name, search_text, role)
     SELECT id, 'person-' || n || '@bench.test', 'person-' || n || '@bench.test', 'Person ' || n,
            'person ' || n || ' person-' || n || '@bench.test', 'member'
     FROM unnest($1::uuid[]) WITH ORDINALITY person (id, n)`,
    [users],
  );
  await client.query(
    `INSERT INTO sessions (id, user_id, expires_at)
     SELECT id, user_id, now() + interval '1 day' FROM unnest($1::uuid[], $2::uuid[]) session (id, user_id)`,
    [sessions, users],
  );
  await client.query(
    `CREATE TEMPORARY TABLE filled ON COMMIT DROP AS
     SELECT number::int, id, messages::int, number <= ${readersConversations} AS is_readers,
            -- Each has a rhythm of its own: none begins and ends with the others.
            (number * 37 % 101) / 101.0::double precision AS part,
            (SELECT array_agg(($3::uuid[])[1 + (number * 7 + place) % cardinality($3::uuid[])] ORDER BY place)
             FROM generate_series(0, ${writers - 1}) place) AS writers
     FROM unnest($1::uuid[], $2::int[]) WITH ORDINALITY made (id, messages, number)`,
    [ids, shape.messages, others],
  );
  await client.query(timesAndIds);
  await client.query(conversations);
  await client.query(
    `INSERT INTO participants (conversation_id, user_id, role)
     SELECT id, user_id, CASE place WHEN 1 THEN 'owner' ELSE 'member' END
     FROM filled, unnest(writers || CASE WHEN is_readers THEN $1::uuid[] ELSE '{}' END)
       WITH ORDINALITY member (user_id, place)
     ORDER BY number, place`,
    [[reader, absent]],
  );
  const person = (userId: string): Person => ({ userId, sessionId: sessions[users.indexOf(userId)] ?? '' });
  return {
    reader: person(reader),
    absent: person(absent),
    conversations: ids
      .slice(0, readersConversations)
      .map((id, place) => ({ id, messages: shape.messages[place] ?? 0 })),
    messages: shape.messages.reduce((all, one) => all + one, 0),
  };
}

/** When a message was sent, and its id: a UUID of version 7, as the product makes, but one that can be told again. */
const timesAndIds = `
  CREATE FUNCTION pg_temp.sent_at(seq bigint, part double precision, messages int) RETURNS timestamptz STABLE LANGUAGE sql AS
    $$ SELECT date_trunc('milliseconds', TIMESTAMPTZ '2025-01-01 00:00:00+00' + interval '365 days' * ((seq - part) / messages)) $$;
  CREATE FUNCTION pg_temp.id_of(number int, seq bigint, at timestamptz) RETURNS uuid STABLE LANGUAGE sql AS
    $$ SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(number & 4095), 3, '0')
         || '8' || lpad(to_hex(number >> 12), 3, '0') || lpad(to_hex(seq), 12, '0'))::uuid $$`;

const conversations = `
  INSERT INTO conversations (id, kind, visibility, title, participant_count, last_seq, revision, created_at, updated_at, last_active_at)
  SELECT id, 'group', 'private', 'Conversation ' || number, ${writers} + CASE WHEN is_readers THEN 2 ELSE 0 END, messages, messages + 1,
         TIMESTAMPTZ '2024-12-31 00:00:00+00', sent_at, sent_at
  FROM (SELECT *, pg_temp.sent_at(messages, part, messages) AS sent_at FROM filled) made`;

async function fillMessages(client: Client, total: number, progress: Progress): Promise<void> {
  const taken = await definitionsOf(client, filledTables);
  const all = total * (1 + shareOfIndex * taken.length);
  await takeAway(client, taken);
  const slices = Math.ceil(total / messagesAtOnce);
  let done = 0;
  for (let slice = 0; slice < slices; slice += 1) {
    const { rowCount } = await client.query(messagesOfSlice, [slice, slices]);
    done += rowCount ?? 0;
    progress(done, all, 'messages');
  }
  if (done !== total) throw new Error(`${done} messages were made instead of ${total}.`);
  await client.query(mentions);
  for (const { statement, name } of taken) {
    await client.query(statement);
    done += total * shareOfIndex;
    progress(done, all, name);
  }
}

/** $1: which part of the year, of $2. */
const messagesOfSlice = `
  INSERT INTO messages (id, conversation_id, seq, revision, sender_id, client_message_id, body, reply_to_id, created_at, body_revision)
  SELECT pg_temp.id_of(number, seq, at), id, seq, seq + 1, writers[1 + seq % ${writers}], gen_random_uuid(),
         CASE WHEN is_readers AND seq % 50 = 0 THEN '@[Person 2](user:' || absent.user_id || ') ' ELSE '' END
           || 'Message ' || seq || ' of a year, as long as people write them: two lines of text, or some more words than that.',
         CASE WHEN seq % 10 = 0 THEN pg_temp.id_of(number, seq - 1, pg_temp.sent_at(seq - 1, part, messages)) END,
         at, seq + 1
  FROM (
    SELECT filled.*, seq, pg_temp.sent_at(seq, part, messages) AS at
    FROM filled, generate_series(messages::bigint * $1 / $2 + 1, messages::bigint * ($1 + 1) / $2) seq
  ) made, (SELECT id AS user_id FROM users WHERE email_key = 'person-2@bench.test') absent
  ORDER BY at`;

const mentions = `
  INSERT INTO mentions (message_id, user_id, conversation_id, seq)
  SELECT pg_temp.id_of(number, seq, pg_temp.sent_at(seq, part, messages)), users.id, filled.id, seq
  FROM filled, generate_series(50, messages, 50) seq, users
  WHERE is_readers AND email_key = 'person-2@bench.test'`;

/** Writers have read all, the reader all but the last, the one who is absent nothing; who has read something, when. */
const moveMarkers = `
  WITH moved AS (
    UPDATE participants p SET last_read_seq = read_seq, read_at = now(), last_delivered_seq = read_seq, delivered_at = now()
    FROM (
      SELECT conversation_id, user_id,
             CASE email_key WHEN 'person-1@bench.test' THEN greatest(messages - number % 20, 0)
                            WHEN 'person-2@bench.test' THEN 0 ELSE messages END AS read_seq
      FROM participants JOIN filled ON filled.id = conversation_id JOIN users ON users.id = user_id
    ) markers
    WHERE p.conversation_id = markers.conversation_id AND p.user_id = markers.user_id AND read_seq > 0
    RETURNING p.conversation_id, p.user_id, read_seq
  )
  INSERT INTO marker_advance_blocks (conversation_id, user_id, kind, seqs, ats)
  SELECT conversation_id, user_id, 'read', ARRAY[read_seq], ARRAY[now()] FROM moved`;
