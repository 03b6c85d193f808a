import { Injectable } from '@nestjs/common';
import { limits, type Message, type Participant, type SharedConversation } from '@litspark/shared-contracts';
import { EventBus } from '../../platform/events/event-bus.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { MessageChanged, MessageSent } from '../messages/messages.events.js';
import { DeliveredMarkerAdvanced, ReadMarkerAdvanced } from '../read-receipts/read-receipts.events.js';
import { RoomFreshness } from './room-freshness.js';

/** Together with the next, some tens of megabytes at most. */
const heldMax = 5_000;
const longestBody = 4_000;

interface Load {
  /** Something was announced meanwhile that what is loaded may lack. */
  isOvertaken: boolean;
}

/**
 * Conversations as all their participants see them, moved along with what this process announces: so that an update after a message
 * need not ask the database. One process alone hears of everything; where there are others, nothing is held. Nor is a conversation
 * of more than 100 participants, whose delivered markers are announced to nobody.
 */
@Injectable()
export class HeldConversations {
  /** The one that was asked for longest ago comes first. */
  private readonly held = new Map<string, SharedConversation>();
  private readonly loads = new Map<string, Set<Load>>();

  constructor(
    events: EventBus,
    private readonly freshness: RoomFreshness,
    private readonly conversations: ConversationsService,
  ) {
    // Here and not later: whoever sends updates listens after it.
    events.on(MessageSent, ({ message }) =>
      this.move(message.conversationId, (held) => withSent(held, message)),
    );
    events.on(MessageChanged, ({ message }) => this.move(message.conversationId, () => null));
    events.on(ReadMarkerAdvanced, ({ conversationId, userId, lastReadSeq, readAt }) =>
      this.move(conversationId, (held) =>
        withParticipant(held, userId, (one) => withRead(one, lastReadSeq, readAt)),
      ),
    );
    events.on(DeliveredMarkerAdvanced, ({ conversationId, userId, lastDeliveredSeq }) =>
      this.move(conversationId, (held) =>
        withParticipant(held, userId, (one) => withDelivered(one, lastDeliveredSeq)),
      ),
    );
  }

  /**
   * The conversation at this revision or a later one; null once it is gone. Throws UnavailableError where it must be loaded and the
   * database is away.
   */
  async present(conversationId: string, revision: number): Promise<SharedConversation | null> {
    const held = this.held.get(conversationId);
    this.held.delete(conversationId);
    if (!held || held.revision < revision) return this.load(conversationId);
    this.held.set(conversationId, held);
    return held;
  }

  private async load(conversationId: string): Promise<SharedConversation | null> {
    if (this.freshness.isNeeded) return this.conversations.shared(conversationId);
    const load: Load = { isOvertaken: false };
    const loads = this.loads.get(conversationId) ?? new Set();
    this.loads.set(conversationId, loads.add(load));
    try {
      const loaded = await this.conversations.shared(conversationId);
      if (loaded && !load.isOvertaken && isHoldable(loaded)) this.hold(loaded);
      return loaded;
    } finally {
      loads.delete(load);
      if (loads.size === 0) this.loads.delete(conversationId);
    }
  }

  private hold(conversation: SharedConversation): void {
    this.held.set(conversation.id, conversation);
    const [longestAgo] = this.held.keys();
    if (this.held.size > heldMax && longestAgo !== undefined) this.held.delete(longestAgo);
  }

  /** `next` gives null where what is held can't be moved along. */
  private move(conversationId: string, next: (held: SharedConversation) => SharedConversation | null): void {
    for (const load of this.loads.get(conversationId) ?? []) load.isOvertaken = true;
    const held = this.held.get(conversationId);
    if (!held) return;
    const moved = next(held);
    if (moved && isHoldable(moved)) this.held.set(conversationId, moved);
    else this.held.delete(conversationId);
  }
}

const isHoldable = ({ participantCount, lastMessage }: SharedConversation): boolean =>
  participantCount <= limits.largeConversation && (lastMessage?.body.length ?? 0) <= longestBody;

/** Null where a change between them was not announced here. */
function withSent(held: SharedConversation, message: Message): SharedConversation | null {
  const { seq, revision, senderId, createdAt } = message;
  if (revision !== held.revision + 1) return null;
  const moved = { ...held, lastSeq: seq, revision, lastMessage: message, updatedAt: createdAt };
  return withParticipant(moved, senderId, (one) => withRead(one, seq, createdAt));
}

const withParticipant = (
  held: SharedConversation,
  userId: string,
  change: (participant: Participant) => Participant,
): SharedConversation => ({
  ...held,
  participants: held.participants.map((one) => (one.userId === userId ? change(one) : one)),
});

/** What was read was delivered. */
const withRead = (participant: Participant, seq: number, at: string): Participant =>
  participant.lastReadSeq >= seq
    ? participant
    : { ...withDelivered(participant, seq), lastReadSeq: seq, readAt: at };

const withDelivered = (participant: Participant, seq: number): Participant =>
  participant.lastDeliveredSeq >= seq ? participant : { ...participant, lastDeliveredSeq: seq };
