import type { Method } from '../client/rest-client.js';

/** A change on its way, stored before the network is tried. Made again, it changes nothing. */
export interface Command {
  id: string;
  kind: 'pin' | 'unpin' | 'confirm' | 'draft' | 'preference' | 'save' | 'schedule' | 'cancel';
  /** Of one lane one is under way at a time, in the order they were made. */
  lane: string;
  conversationId: string;
  /** The message or item that it is about. */
  target: string;
  method: Method;
  path: string;
  body?: unknown;
}
