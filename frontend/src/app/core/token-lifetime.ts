import type { Session } from '@litspark/shared-contracts';

interface Claims {
  iat?: number;
  exp?: number;
}

function claimsOf(token: string): Claims {
  try {
    const payload = token.split('.')[1] ?? '';
    return JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/'))) as Claims;
  } catch {
    return {};
  }
}

/**
 * How long the access token lives from now on, in milliseconds.
 * From the token's own span where it can be read: this machine's clock may be minutes off.
 */
export function tokenLifetimeMs(session: Session, now = Date.now()): number {
  const { iat, exp } = claimsOf(session.accessToken);
  if (iat !== undefined && exp !== undefined) return (exp - iat) * 1_000;
  return Math.max(0, Date.parse(session.expiresAt) - now);
}
