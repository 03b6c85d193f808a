import type * as z from 'zod';
import type { Access } from './access.js';
import type { Work } from './work.js';

/** An event that a client may send: its payload, and what the acknowledgement's `data` holds. */
export interface ClientEvent {
  payload: z.ZodObject;
  data: z.ZodType;
  access: Access;
  /** What it costs of the sender's budget of work, at most. */
  work: Work;
  /** The handler takes it, which alone knows whether the event is a repeat: those cost nothing. */
  chargedByHandler?: true;
  /** It is not among those of which a person may send some each second: its feature limits it more strictly. */
  hasOwnRateLimit?: true;
  /** What it costs with this payload, which needn't be well formed; `work` where left out. */
  workOf?: (payload: unknown) => Work;
}
