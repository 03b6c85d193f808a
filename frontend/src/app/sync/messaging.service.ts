import { inject, Injectable } from '@angular/core';
import type {
  ConversationSummary,
  Message,
  ServerPayload,
  SharedConversation,
} from '@litspark/shared-contracts';
import type { Observable } from 'rxjs';
import { SessionScope } from '../core/session-scope';
import type { TimelineSource } from '../stores/timeline-source';
import { History } from './history';
import { IncomingEvents } from './incoming-events';
import { OpenTimelines } from './open-timelines';
import { ReadTracking } from './read-tracking';
import { TypingSignals } from './typing-signals';

/** The streams of the messaging, and what a screen asks of a conversation. */
@Injectable({ providedIn: SessionScope })
export class MessagingService {
  private readonly incoming = inject(IncomingEvents);
  private readonly open = inject(OpenTimelines);
  private readonly history = inject(History);
  private readonly reading = inject(ReadTracking);
  private readonly typing = inject(TypingSignals);

  /** A message pushed for the first time, one's own included; already in the stores. */
  readonly newMessage$: Observable<Message> = this.incoming.newMessage$;
  /** The latest message of a conversation that moved on: pushed itself, or as its last message; one's own too. */
  readonly latestMessage$: Observable<Message> = this.incoming.latest$;
  /** A message that mentions this person, pushed for the first time. */
  readonly mentioned$: Observable<Message> = this.incoming.mentioned$;
  /** A conversation changed, or something came in one that isn't open. */
  readonly conversationUpdated$: Observable<SharedConversation> = this.incoming.conversationUpdated$;
  /** This person created a conversation, joined it or was added. */
  readonly newConversation$: Observable<ConversationSummary> = this.incoming.newConversation$;
  /** This person left a conversation or was removed from it; its id. */
  readonly conversationRemoved$: Observable<string> = this.incoming.conversationRemoved$;
  /** Somebody's read marker moved, one's own on another device included. */
  readonly messagesRead$: Observable<ServerPayload<'messages_read'>> = this.incoming.messagesRead$;
  /** A device of somebody has stored messages up to a seq. */
  readonly messagesDelivered$: Observable<ServerPayload<'messages_delivered'>> =
    this.incoming.messagesDelivered$;
  /** The conversation that the page is about, or null. */
  readonly openConversationId = this.open.current;

  /**
   * Opens a conversation: its messages come live from here on, after a reconnection too, until `leaveConversation` or
   * another join. Failures show in its timeline's `error`; NOT_FOUND: not, or no longer, a participant.
   */
  joinConversation(conversationId: string): void {
    this.open.show(conversationId);
  }

  /** The page isn't about the conversation any more. Of another than the open one it does nothing. */
  leaveConversation(conversationId: string): void {
    if (this.open.current() === conversationId) this.open.show(null);
  }

  /**
   * Loads a timeline and keeps it up to date, beside any others, until the function it gives is called; counted, so that
   * each caller ends its own. Failures show in the timeline's `error`.
   */
  openTimeline(source: TimelineSource): () => void {
    return this.open.open(source);
  }

  /** Asks once more for a timeline that failed to load. */
  retryTimeline(source: TimelineSource): void {
    this.open.retry(source);
  }

  /** Moves this person's read marker, only ever forward; debounced. For a screen, `ReadTracking.seen` decides when. */
  markAsRead(conversationId: string, seq: number): void {
    this.reading.markAsRead(conversationId, seq);
  }

  /** The page before the earliest message that the timeline holds; does nothing while one is on its way or there is none. */
  loadOlder({ key }: TimelineSource): Promise<void> {
    return this.history.loadOlder(key);
  }

  /** The page after the latest message held; as `loadOlder`. */
  loadNewer({ key }: TimelineSource): Promise<void> {
    return this.history.loadNewer(key);
  }

  /** Shows the stretch around a message; what the timeline held elsewhere is dropped unless it adjoins. */
  loadAround({ key }: TimelineSource, seq: number): Promise<void> {
    return this.history.loadAround(key, seq);
  }

  /** Shows the end of the conversation. */
  jumpToNewest({ key }: TimelineSource): Promise<void> {
    return this.history.jumpToNewest(key);
  }

  /** Call it at each key stroke with true, and with false once the text is sent or given up; throttled. */
  setTyping(conversationId: string, active: boolean): void {
    this.typing.set(conversationId, active);
  }

  /** Everybody who takes part, into `ParticipantsStore`. Throws `ApiError`. */
  loadParticipants(conversationId: string): Promise<void> {
    return this.history.loadParticipants(conversationId);
  }
}
