import { foldText, type Me, type User } from '@litspark/shared-contracts';
import type { PresenceState } from './presence-reader.port.js';
import type { UserEntity } from './user.entity.js';

export function toUser(entity: Omit<UserEntity, 'createdAt'>, state: PresenceState | undefined): User {
  const lastSeenAt = state ? state.lastSeenAt : entity.lastSeenAt;
  return {
    id: entity.id,
    email: entity.email,
    displayName: entity.displayName,
    avatarUrl: entity.avatarUrl,
    role: entity.role,
    disabled: entity.disabled,
    presence: state?.presence ?? 'offline',
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  };
}

export function toMe(entity: UserEntity, state: PresenceState | undefined): Me {
  return { ...toUser(entity, state), locale: entity.locale, theme: entity.theme };
}

/** E-mails are one person's without regard to case. */
export const emailKey = (email: string): string => email.trim().toLowerCase();

export const searchText = (displayName: string, email: string): string => foldText(`${displayName} ${email}`);
