import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'confirmations' })
export class ConfirmationEntity {
  @PrimaryColumn('uuid', { name: 'message_id' })
  messageId: string;

  @PrimaryColumn('uuid', { name: 'user_id' })
  userId: string;

  @Column({ type: 'timestamptz', precision: 3 })
  at: Date;

  /** When the message followed; null until it does. */
  @Column({ type: 'timestamptz', name: 'followed_at', precision: 3, nullable: true })
  followedAt: Date | null;
}
