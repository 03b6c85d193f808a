import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'personal_items' })
export class PersonalItemEntity {
  @PrimaryColumn('uuid', { name: 'user_id' })
  userId: string;

  @PrimaryColumn('text')
  kind: string;

  @PrimaryColumn('text')
  id: string;

  /** The person's count at which it last changed. */
  @Column('bigint')
  revision: number;

  /** Null where the item is gone. */
  @Column('jsonb', { nullable: true })
  value: Record<string, unknown> | null;

  /** The conversation that the person must see for the item to be theirs; null for none. */
  @Column('uuid', { name: 'conversation_id', nullable: true })
  conversationId: string | null;

  @Column({ type: 'timestamptz', name: 'changed_at', precision: 3, insert: false, update: false })
  changedAt: Date;
}
