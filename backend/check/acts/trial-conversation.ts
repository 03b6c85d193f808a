import type { Account } from '../client/session.js';

/** A conversation of the run, and who belongs to it when nobody is removed. */
export interface TrialConversation {
  id: string;
  kind: 'group' | 'channel' | 'direct';
  members: Account[];
  /** Out of use: nobody does anything in it any more. */
  retired: boolean;
}
