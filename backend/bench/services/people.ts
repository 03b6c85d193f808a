import type { DataSource } from 'typeorm';
import { newId } from '../../src/platform/identifiers/new-id.js';

/** Makes users straight in the table: signing up is not what is measured. */
export async function makeUsers(dataSource: DataSource, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, newId);
  await dataSource.query(
    `INSERT INTO users (id, email, email_key, display_name, search_text, role)
     SELECT id, id || '@bench.test', id || '@bench.test', 'Bench', '', 'member' FROM unnest($1::uuid[]) id`,
    [ids],
  );
  return ids;
}

/** Makes groups of all these people. */
export async function makeConversations(
  dataSource: DataSource,
  count: number,
  userIds: readonly string[],
): Promise<string[]> {
  const ids = Array.from({ length: count }, newId);
  await dataSource.query(
    `INSERT INTO conversations (id, kind, visibility, participant_count)
     SELECT id, 'group', 'private', $2 FROM unnest($1::uuid[]) id`,
    [ids, userIds.length],
  );
  await dataSource.query(
    `INSERT INTO participants (conversation_id, user_id, role)
     SELECT id, user_id, 'member' FROM unnest($1::uuid[]) id, unnest($2::uuid[]) user_id`,
    [ids, userIds],
  );
  return ids;
}
