import type { ActivityKind } from '@litspark/shared-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'activity_entries' })
export class ActivityEntryEntity {
  @PrimaryColumn('uuid')
  id: string;

  /** Whom it happened to. */
  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('text')
  kind: ActivityKind;

  @Column({ type: 'timestamptz', precision: 3, insert: false, update: false })
  at: Date;

  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId: string | null;

  @Column('uuid', { name: 'conversation_id', nullable: true })
  conversationId: string | null;

  @Column('uuid', { name: 'message_id', nullable: true })
  messageId: string | null;

  @Column('bigint', { nullable: true })
  seq: number | null;

  /** What it tells of, for a person and kind: told once. */
  @Column('text')
  source: string;
}
