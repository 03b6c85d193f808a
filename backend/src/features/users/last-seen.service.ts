import { Injectable } from '@nestjs/common';
import { LastSeenRepository } from './last-seen.repository.js';

/** When people were last seen, for the feature that sees them. */
@Injectable()
export class LastSeenService {
  constructor(private readonly people: LastSeenRepository) {}

  /** Notes when they were seen; only ever forward. */
  note(people: readonly { userId: string; at: Date }[]): Promise<void> {
    return this.people.note(people);
  }

  /** Null for who was never seen. */
  of(userIds: readonly string[]): Promise<Map<string, Date | null>> {
    return this.people.of(userIds);
  }
}
