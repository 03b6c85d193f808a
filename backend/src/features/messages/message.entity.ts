import type { Reaction, SomeParts } from '@litspark/shared-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'messages' })
export class MessageEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId: string;

  @Column('bigint')
  seq: number;

  /** The conversation's revision at which this message last changed. */
  @Column('bigint')
  revision: number;

  @Column('uuid', { name: 'sender_id' })
  senderId: string;

  @Column('uuid', { name: 'client_message_id' })
  clientMessageId: string;

  @Column('text')
  body: string;

  @Column('uuid', { name: 'reply_to_id', nullable: true })
  replyToId: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'edited_at', precision: 3, nullable: true })
  editedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'deleted_at', precision: 3, nullable: true })
  deletedAt: Date | null;

  /** As the contract shows them; made of the rows of `reactions` with each change of them. */
  @Column('jsonb')
  reactions: Reaction[];

  /** What features add to it, by each part's name, as the contract shows it; changed with them. */
  @Column('jsonb')
  parts: SomeParts;

  /** The revision at which the body last changed; null where that was not kept yet, before the next change. */
  @Column('bigint', { name: 'body_revision', nullable: true })
  bodyRevision: number | null;
}
