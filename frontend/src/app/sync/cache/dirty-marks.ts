import type { PersonalItem } from '@litspark/shared-contracts';
import type { MessageWindow } from '../../stores/timeline';

/** What changed in the stores since the last write, by id. */
export class DirtyMarks {
  readonly conversations = new Set<string>();
  /** As they were last held: one that memory lets go of is still worth keeping. */
  readonly windows = new Map<string, MessageWindow>();
  readonly participants = new Set<string>();
  readonly users = new Set<string>();
  /** By kind and id. */
  readonly items = new Map<string, PersonalItem>();
  /** All items are to be written, and nothing else stays of them. */
  allItems = false;
  /** Conversations of which nothing may stay. */
  readonly forgotten = new Set<string>();
  /** Conversations whose messages may not stay. */
  readonly dropped = new Set<string>();
}
