import * as z from 'zod';
import type { FeatureContract } from '../feature/feature-contract.js';
import { nothing } from '../nothing.js';
import { id, instant } from '../scalars.js';
import { presence } from '../users/users.schemas.js';

/** Who is here. */
export const presenceContract = {
  name: 'presence',
  clientEvents: {
    set_presence: {
      payload: z.object({ presence: z.enum(['online', 'away']) }).meta({ id: 'SetPresence' }),
      data: nothing,
      access: 'user',
      work: 'read',
      chargedByHandler: true,
    },
  },
  serverEvents: {
    presence_changed: z
      .object({ userId: id, presence, lastSeenAt: instant.nullable() })
      .meta({ id: 'PresenceChanged' }),
  },
} as const satisfies FeatureContract;
