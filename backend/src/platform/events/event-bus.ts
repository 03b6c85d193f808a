import { Injectable, Logger } from '@nestjs/common';
import type { DomainEvent, DomainEventClass } from './domain-event.js';

type Handler = (event: DomainEvent) => void;

/**
 * Hands committed events to their subscribers, synchronously and in the order published: a subscriber that emits
 * at once keeps the order of the commits. Services publish through `UnitOfWork.publish`, never here.
 */
@Injectable()
export class EventBus {
  private readonly logger = new Logger(EventBus.name);
  private readonly handlers = new Map<unknown, Handler[]>();

  /** Subscribes to one class of events. The handler returns at once; what takes long it starts and guards itself. */
  on<E extends DomainEvent>(type: DomainEventClass<E>, handler: (event: E) => void): void {
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
