import type { Locale, Theme, UserRole } from '@litspark/shared-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'users' })
export class UserEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  email: string;

  /** The e-mail without regard to case. */
  @Column('text', { name: 'email_key' })
  emailKey: string;

  @Column('text', { name: 'display_name' })
  displayName: string;

  /** Name and e-mail as `foldText` gives them. */
  @Column('text', { name: 'search_text' })
  searchText: string;

  @Column('text', { name: 'avatar_url', nullable: true })
  avatarUrl: string | null;

  @Column('text')
  role: UserRole;

  @Column('boolean')
  disabled: boolean;

  @Column('text')
  locale: Locale;

  @Column('text')
  theme: Theme;

  /** Null until the first password is set. Only asked for by name. */
  @Column('text', { name: 'password_hash', nullable: true, select: false })
  passwordHash: string | null;

  @Column({ type: 'timestamptz', name: 'last_seen_at', precision: 3, nullable: true })
  lastSeenAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false, update: false })
  createdAt: Date;
}
