import type { ParticipantRole } from '@litspark/shared-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'participants' })
export class ParticipantEntity {
  @PrimaryColumn('uuid', { name: 'conversation_id' })
  conversationId: string;

  @PrimaryColumn('uuid', { name: 'user_id' })
  userId: string;

  @Column('text')
  role: ParticipantRole;

  /** The order in which they came. */
  @Column('bigint')
  position: number;

  @Column({ type: 'timestamptz', name: 'joined_at', precision: 3 })
  joinedAt: Date;

  /** The conversation's last message when they joined, or came back; 0 where there was none. */
  @Column('bigint', { name: 'joined_seq' })
  joinedSeq: number;

  @Column('bigint', { name: 'last_read_seq' })
  lastReadSeq: number;

  @Column({ type: 'timestamptz', name: 'read_at', precision: 3, nullable: true })
  readAt: Date | null;

  @Column('bigint', { name: 'last_delivered_seq' })
  lastDeliveredSeq: number;

  @Column({ type: 'timestamptz', name: 'delivered_at', precision: 3, nullable: true })
  deliveredAt: Date | null;
}
