import type * as z from 'zod';
import type { Method } from '../client/rest-client.js';

/** A kind of change that is made again until it is answered. Made again, it changes nothing. */
export interface CommandKind {
  /** As reports count it. */
  name: string;
  /** The message or the personal item as it is then, or the schema of what else is answered. */
  answer: 'message' | 'item' | z.ZodType;
  /** It may be made by who left the conversation too. */
  anywhere?: true;
  /** It leads to a change of the conversation that no answer names a revision of. */
  isSilent?: true;
}

/** A change on its way, stored before the network is tried. */
export interface Command {
  id: string;
  kind: CommandKind;
  /** Of one lane one is under way at a time, in the order they were made. */
  lane: string;
  conversationId: string;
  /** The message or item that it is about. */
  target: string;
  method: Method;
  path: string;
  body?: unknown;
}
