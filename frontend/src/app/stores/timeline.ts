import type { Message } from '@litspark/shared-contracts';
import type { ApiError } from '../core/api-error';
import type { MessagePartsToSend } from './drafts.store';

/** A stretch of a conversation's messages, and up to where it is known. */
export interface MessageWindow {
  /** Ascending and contiguous by seq. */
  messages: readonly Message[];
  /** The end of the conversation, as far as anybody said. */
  lastSeq: number;
  /** Every change of the conversation up to this revision is in. */
  revision: number;
  /** Pushed ahead of a revision that is missing: ascending by revision, placed once the gap is filled. */
  ahead: readonly Message[];
}

export type PendingState = 'queued' | 'sending' | 'failed';

/** A message of one's own that the server hasn't confirmed yet. */
export interface PendingMessage {
  clientMessageId: string;
  conversationId: string;
  body: string;
  replyToId: string | null;
  /** What it brings for its parts, as a draft holds it; absent where it brings none. */
  parts?: MessagePartsToSend;
  /** Other devices may have it as a draft, which goes with the send. */
  fromDraft?: boolean;
  /** By this machine's clock, ISO 8601. */
  createdAt: string;
  state: PendingState;
  /** Why the last try failed; with `queued`, another one follows by itself. */
  error?: ApiError;
  /** The server may have it already: to be retried or discarded, but not written anew under another id. */
  mayBeStored?: boolean;
}

/** `cache`: what this browser keeps is being read; `initial`: it keeps nothing, so that the first page is the server's to give. */
export type TimelineLoading = 'none' | 'cache' | 'initial' | 'before' | 'after';

/** What the timeline of one conversation shows. */
export interface Timeline {
  /** Ascending and contiguous by seq. */
  messages: readonly Message[];
  hasMoreBefore: boolean;
  hasMoreAfter: boolean;
  loading: TimelineLoading;
  error: ApiError | null;
  /** In the order they are sent; shown after the messages. */
  pending: readonly PendingMessage[];
}
