import type { Presence } from '@litspark/shared-contracts';

export interface PresenceState {
  presence: Presence;
  /** When the last socket ended; null while somebody is there or if unknown. */
  lastSeenAt: Date | null;
}

/** What users ask of presence. A port, so that presence may stand on users and not the other way round. */
export abstract class PresenceReader {
  /** The state of each of these users; who is missing from the answer is offline. */
  abstract of(userIds: readonly string[]): Promise<Map<string, PresenceState>>;
}
