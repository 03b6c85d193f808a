import type { ConversationKind, Visibility } from '@litspark/shared-contracts';
import type { DemoPerson } from './demo-people.js';
import type { DemoTime } from './demo-time.js';

export interface DemoMessage {
  from: DemoPerson;
  at: DemoTime;
  /** Markdown; `@{name}` mentions one of the people. */
  body: string;
  /** What it said before it was edited. */
  before?: string;
  /** How many messages above the one it replies to is. */
  repliesTo?: number;
  /** Who reacted, by emoji. */
  reactions?: Record<string, DemoPerson[]>;
  /** Its author deleted it. */
  deleted?: true;
}

export interface DemoConversation {
  kind: ConversationKind;
  visibility?: Visibility;
  title?: string;
  topic?: string;
  /** The first created it. */
  people: DemoPerson[];
  /** How many of the last messages somebody has not read; the others have read them all. */
  unread?: Partial<Record<DemoPerson, number>>;
  /** In order. */
  messages: DemoMessage[];
}
