import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ClusterEvents } from '../../platform/events/cluster-events.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { rooms } from '../../platform/realtime/rooms.js';
import { DeliveredMarkerAdvanced } from '../read-receipts/read-receipts.events.js';

/** In a busy conversation everybody's devices confirm every message: of one person nobody needs to hear more often. */
const everyMs = 1_000;

interface Pace {
  /** How far it was told. */
  told: number;
  /** What waits to be told. */
  next: DeliveredMarkerAdvanced | null;
  timer: NodeJS.Timeout;
}

/**
 * Sends `messages_delivered`: the first at once, then at most one a second for each participant of a conversation, and
 * always the last.
 */
@Injectable()
export class DeliveredFanOut implements OnModuleInit {
  private readonly paces = new Map<string, Pace>();

  constructor(
    private readonly events: ClusterEvents,
    private readonly realtime: Realtime,
  ) {}

  onModuleInit(): void {
    this.events.on(DeliveredMarkerAdvanced, (event) => this.hear(event));
    this.realtime.onFlush(() => this.flush());
  }

  private hear(event: DeliveredMarkerAdvanced): void {
    const { conversationId, userId, lastDeliveredSeq } = event;
    if (this.realtime.socketIds(rooms.active(conversationId)).size === 0) return;
    const key = `${conversationId} ${userId}`;
    const pace = this.paces.get(key);
    if (!pace) {
      this.tell(event);
      this.wait(key, lastDeliveredSeq);
    } else if (lastDeliveredSeq > Math.max(pace.told, pace.next?.lastDeliveredSeq ?? 0)) {
      // News of two nodes may come in the wrong order.
      pace.next = event;
    }
  }

  private wait(key: string, told: number): void {
    const timer = setTimeout(() => {
      const waiting = this.paces.get(key)?.next;
      this.paces.delete(key);
      if (!waiting) return;
      this.tell(waiting);
      this.wait(key, waiting.lastDeliveredSeq);
    }, everyMs).unref();
    this.paces.set(key, { told, next: null, timer });
  }

  private tell({ conversationId, userId, lastDeliveredSeq, deliveredAt }: DeliveredMarkerAdvanced): void {
    this.realtime.emit('messages_delivered', { conversationId, userId, lastDeliveredSeq, deliveredAt }, [
      rooms.active(conversationId),
    ]);
  }

  private flush(): Promise<void> {
    for (const { timer, next } of this.paces.values()) {
      clearTimeout(timer);
      if (next) this.tell(next);
    }
    this.paces.clear();
    return Promise.resolve();
  }
}
