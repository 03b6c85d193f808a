import { OutboxConnection } from './outbox-connection';

/** How many messages of this person wait in this browser. Rejects where it doesn't answer. */
export async function countOutbox(userId: string): Promise<number> {
  const connection = new OutboxConnection(userId, () => undefined);
  try {
    return await connection.run((database) => database.outbox.count());
  } finally {
    connection.close();
  }
}
