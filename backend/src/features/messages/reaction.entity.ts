import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One person's reaction to a message. */
@Entity({ name: 'reactions' })
export class ReactionEntity {
  @PrimaryColumn('uuid', { name: 'message_id' })
  messageId: string;

  @PrimaryColumn('text')
  emoji: string;

  @PrimaryColumn('uuid', { name: 'user_id' })
  userId: string;

  /** The order in which people reacted. */
  @Column('bigint')
  position: number;

  /** Null for those from before it was kept. */
  @Column({ type: 'timestamptz', name: 'reacted_at', precision: 3, nullable: true })
  reactedAt: Date | null;
}
