import { Client } from 'pg';

/** Holds the row of a conversation, as another program's open transaction does. Resolves with what lets go of it. */
export async function lockConversation(url: string, conversationId: string): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: url });
  // The database may die meanwhile, and the lock with it.
  client.on('error', () => undefined);
  await client.connect();
  await client.query('SET idle_in_transaction_session_timeout = 0');
  await client.query('SET lock_timeout = 0');
  await client.query('BEGIN');
  await client.query('SELECT FROM conversations WHERE id = $1 FOR UPDATE', [conversationId]);
  return () => client.end();
}
