import { deleteDatabase } from '../core/delete-database';

export const outboxName = (userId: string): string => `litspark.outbox.${userId}`;

export const eraseOutbox = (userId: string): Promise<void> => deleteDatabase(outboxName(userId));
