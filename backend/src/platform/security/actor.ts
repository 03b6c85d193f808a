import type { UserRole } from '@litspark/shared-contracts';

/** Who acts: the user behind a request or a socket, as its checked session says. */
export interface Actor {
  userId: string;
  sessionId: string;
  role: UserRole;
}
