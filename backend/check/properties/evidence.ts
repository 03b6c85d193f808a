import type {
  ConversationSummary,
  Message,
  Participant,
  PersonalItem,
  Receipt,
} from '@litspark/shared-contracts';
import type { ItemStore } from '../client/item-store.js';
import type { Held } from '../client/store.js';
import type { History } from '../history/history.js';

/** A message as its row says, past the product's own code. */
export interface Row {
  id: string;
  seq: number;
  revision: number;
  senderId: string;
  clientMessageId: string;
  body: string;
  replyToId: string | null;
  isDeleted: boolean;
}

export interface StoredParticipant {
  userId: string;
  lastReadSeq: number;
  lastDeliveredSeq: number;
  /** The conversation's last seq when this person came, or came back. */
  joinedSeq: number;
}

export interface Stored {
  lastSeq: number;
  revision: number;
  /** In ascending seq. */
  rows: readonly Row[];
  participants: readonly StoredParticipant[];
}

/** How far a conversation and its markers are. */
export type Position = Pick<Stored, 'lastSeq' | 'revision' | 'participants'>;

/** A conversation as whoever opens it now gets it, by REST. */
export interface Fresh {
  /** The whole conversation, read forward, and the end of it, read backward. */
  messages: readonly Message[];
  backward: readonly Message[];
  participants: readonly Participant[];
  /** By reader: from the list of conversations. */
  summaries: ReadonlyMap<string, ConversationSummary>;
  /** The versions of some of the messages that were changed lately. */
  versions: ReadonlyMap<string, readonly string[]>;
  /** Who has some of the messages. */
  receipts: ReadonlyMap<string, readonly Receipt[]>;
}

export interface DeviceView {
  who: string;
  userId: string;
  held: Held | undefined;
}

/** What is compared when everything is at rest: what is stored, answered, held and remembered of one conversation. */
export interface Evidence {
  conversationId: string;
  stored: Stored;
  fresh: Fresh;
  devices: readonly DeviceView[];
  history: History;
}

export interface StoredItems {
  /** The person's count. */
  revision: number;
  /** Those that are gone too. */
  items: readonly PersonalItem[];
}

/** What is compared of one person's items when everything is at rest. */
export interface PersonalEvidence {
  userId: string;
  stored: StoredItems;
  devices: readonly { who: string; held: ItemStore }[];
  history: History;
}

/** What is wrong, in words. */
export interface Finding {
  what: string;
  seq?: number;
  who?: string;
}

export type Property = (evidence: Evidence) => Finding[];
export type PersonalProperty = (evidence: PersonalEvidence) => Finding[];
