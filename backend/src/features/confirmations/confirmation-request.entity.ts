import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a message asks to be confirmed. */
@Entity({ name: 'confirmation_requests' })
export class ConfirmationRequestEntity {
  @PrimaryColumn('uuid', { name: 'message_id' })
  messageId: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId: string;

  @Column('uuid', { name: 'sender_id' })
  senderId: string;

  /** The participants but the sender when the message was stored, in the order they came. */
  @Column('uuid', { name: 'expected_ids', array: true })
  expectedIds: string[];

  @Column({ type: 'timestamptz', name: 'closed_at', precision: 3, nullable: true })
  closedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'reminded_at', precision: 3, nullable: true })
  remindedAt: Date | null;

  /** When the message was deleted. */
  @Column({ type: 'timestamptz', name: 'removed_at', precision: 3, nullable: true })
  removedAt: Date | null;
}
