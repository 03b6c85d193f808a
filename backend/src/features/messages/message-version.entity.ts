import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a message said before it was edited. */
@Entity({ name: 'message_versions' })
export class MessageVersionEntity {
  @PrimaryColumn('uuid', { name: 'message_id' })
  messageId: string;

  /** 1 for what it said first. */
  @PrimaryColumn('integer')
  number: number;

  @Column('text')
  body: string;

  @Column({ type: 'timestamptz', name: 'written_at', precision: 3 })
  writtenAt: Date;
}
