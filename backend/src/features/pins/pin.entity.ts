import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'pins' })
export class PinEntity {
  @PrimaryColumn('uuid', { name: 'message_id' })
  messageId: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column({ type: 'timestamptz', name: 'pinned_at', precision: 3 })
  pinnedAt: Date;

  /** The order in which they came. */
  @Column('bigint')
  position: number;
}
