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
  /** What it costs with this payload, which needn't be well formed; `work` where left out. */
  workOf?: (payload: unknown) => Work;
}
