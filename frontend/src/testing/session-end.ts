import { TestBed } from '@angular/core/testing';
import { LastWrites } from '../app/sync/last-writes';
import { eraseOutbox } from '../app/sync/outbox-name';
import { ann } from './shapes';

/** Ends the session of the test's injector; resolves once all that it wrote is written. */
export async function endSession(): Promise<void> {
  const writes = TestBed.inject(LastWrites);
  TestBed.resetTestingModule();
  await writes.done;
}

/** Ends it, and leaves nothing of what these people did in the browser. */
export async function eraseSession(...userIds: string[]): Promise<void> {
  await endSession();
  for (const userId of [ann, ...userIds]) await eraseOutbox(userId);
  localStorage.clear();
}
