import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A participant whom a message mentions. */
@Entity({ name: 'mentions' })
export class MentionEntity {
  @PrimaryColumn('uuid', { name: 'message_id' })
  messageId: string;

  @PrimaryColumn('uuid', { name: 'user_id' })
  userId: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId: string;

  /** The message's, so that unread mentions are found without it. */
  @Column('bigint')
  seq: number;
}
