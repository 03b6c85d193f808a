import { Injectable, Logger } from '@nestjs/common';
import type { DomainEvent, EventType } from './domain-event.js';
import { EventNames } from './event-names.js';

type Handler = (event: DomainEvent) => void;

/**
 * Hands committed events to their subscribers, synchronously and in the order published: a subscriber that emits
 * at once keeps the order of the commits. Services publish through `UnitOfWork.publish`, never here.
 */
@Injectable()
export class EventBus {
  private readonly logger = new Logger(EventBus.name);
  private readonly handlers = new Map<unknown, Handler[]>();
  private readonly names = new EventNames();

  /**
   * Subscribes to one class of events. The handler returns at once; what takes long it starts and guards itself. Throws
   * where the event has no name of its own.
   */
  on<E extends DomainEvent>(type: EventType<E>, handler: (event: E) => void): void {
    this.names.claim(type);
    const handlers = this.handlers.get(type) ?? [];
    // The map's key is the class of the event, so the handler gets what it asked for.
    handlers.push(handler as Handler);
    this.handlers.set(type, handlers);
  }

  dispatch(event: DomainEvent): void {
    for (const handler of this.handlers.get(event.constructor) ?? []) {
      try {
        handler(event);
      } catch (error) {
        // The change is committed: a subscriber's fault must neither undo it nor silence the other subscribers.
        this.logger.error(error, `a subscriber of ${event.constructor.name} failed`);
      }
    }
  }
}
