import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { limits } from '@litspark/shared-contracts';
import { Metrics } from '../../platform/observability/metrics.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { rooms } from '../../platform/realtime/rooms.js';
import { ConversationRooms } from './conversation-rooms.js';
import { HeldConversations } from './held-conversations.js';
import { RoomFreshness } from './room-freshness.js';

/** Who is notified of the conversation's state: its passive sockets after a message, all of them after a change of itself. */
type Audience = 'passive' | 'all';

interface Pace {
  /** Who waits for the next update. */
  wanted: Audience | null;
  /** Of the last change that is to be told. */
  revision: number;
  /** Runs until the next update may go out; null while one is being loaded. */
  timer: NodeJS.Timeout | null;
}

/**
 * Sends `conversation_updated`: the first at once, then at most one a second for each conversation, and always the
 * last state. However busy a conversation is, who merely has it in a list is sent little.
 */
@Injectable()
export class ConversationUpdates implements OnModuleInit {
  private readonly logger = new Logger(ConversationUpdates.name);
  private readonly paces = new Map<string, Pace>();

  constructor(
    private readonly realtime: Realtime,
    private readonly held: HeldConversations,
    private readonly rooms: ConversationRooms,
    private readonly freshness: RoomFreshness,
    metrics: Metrics,
  ) {
    const { paces } = this;
    metrics.gauge({
      name: 'litspark_conversation_updates_waiting',
      help: 'Conversations whose next conversation_updated waits for its second.',
      collect() {
        this.set([...paces.values()].filter(({ wanted }) => wanted !== null).length);
      },
    });
  }

  onModuleInit(): void {
    this.realtime.onFlush(() => this.flush());
  }

  /** Soon sends the audience the conversation's present state, at this revision or a later one. */
  request(conversationId: string, revision: number, audience: Audience): void {
    if (!this.hasAudience(conversationId, audience)) return;
    const pace = this.paces.get(conversationId);
    if (pace) {
      pace.wanted = pace.wanted === 'all' ? 'all' : audience;
      pace.revision = Math.max(pace.revision, revision);
      return;
    }
    const started: Pace = { wanted: audience, revision, timer: null };
    this.paces.set(conversationId, started);
    void this.next(conversationId, started);
  }

  /** Sends the audience the conversation's present state, at this revision or a later one, now. */
  async send(conversationId: string, revision: number, audience: Audience): Promise<void> {
    if (!this.hasAudience(conversationId, audience)) return;
    const conversation = await this.held.present(conversationId, revision);
    if (!conversation) return;
    // What was loaded may be younger than the events this node has received: who was removed since must not see it.
    if (this.freshness.isNeeded) await this.rooms.refresh(conversationId);
    const except = audience === 'passive' ? [rooms.active(conversationId)] : [];
    this.realtime.emit(
      'conversation_updated',
      { conversation },
      [rooms.conversation(conversationId)],
      except,
    );
  }

  private async next(conversationId: string, pace: Pace): Promise<void> {
    const audience = pace.wanted;
    if (!audience) {
      this.paces.delete(conversationId);
      return;
    }
    pace.wanted = null;
    pace.timer = null;
    try {
      await this.send(conversationId, pace.revision, audience);
    } catch (error) {
      // The last state must come out: try again with the next second.
      this.logger.warn({ err: error }, 'an update of a conversation waits');
      pace.wanted ??= audience;
    }
    if (this.paces.get(conversationId) !== pace) return;
    pace.timer = setTimeout(() => void this.next(conversationId, pace), limits.passiveUpdateMs).unref();
  }

  private hasAudience(conversationId: string, audience: Audience): boolean {
    const all = this.realtime.socketIds(rooms.conversation(conversationId)).size;
    const active = this.realtime.socketIds(rooms.active(conversationId)).size;
    return all > (audience === 'passive' ? active : 0);
  }

  private async flush(): Promise<void> {
    const waiting = [...this.paces];
    // What comes from now on begins anew: clients that are moved one by one are still served.
    this.paces.clear();
    for (const [, { timer }] of waiting) if (timer) clearTimeout(timer);
    await Promise.allSettled(
      waiting.map(async ([conversationId, { wanted, revision }]) => {
        if (wanted) await this.send(conversationId, revision, wanted);
      }),
    );
  }
}
