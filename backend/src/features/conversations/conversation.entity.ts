import type { ConversationKind, Visibility } from '@litspark/shared-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'conversations' })
export class ConversationEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  kind: ConversationKind;

  @Column('text')
  visibility: Visibility;

  @Column('text', { nullable: true })
  title: string | null;

  @Column('text', { nullable: true })
  topic: string | null;

  @Column('bigint', { name: 'last_seq' })
  lastSeq: number;

  @Column('bigint')
  revision: number;

  @Column('integer', { name: 'participant_count' })
  participantCount: number;

  /** The revision at which participants last came or went. */
  @Column('bigint', { name: 'participants_revision' })
  participantsRevision: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3 })
  updatedAt: Date;

  /** The last message, or the creation. */
  @Column({ type: 'timestamptz', name: 'last_active_at', precision: 3 })
  lastActiveAt: Date;

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;
}
