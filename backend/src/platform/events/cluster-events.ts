import { Injectable, Logger } from '@nestjs/common';
import { DomainEvent } from './domain-event.js';
import { EventBus } from './event-bus.js';
import { RedisEventRelay } from './redis-event-relay.js';
import type { Signal } from './signal.js';

type Announced = DomainEvent | Signal;
type AnnouncedClass<E extends Announced> = abstract new (...args: never[]) => E;

interface Kind {
  prototype: object;
  handlers: ((event: Announced) => void)[];
}

/**
 * Lets every node hear what one of them committed or signalled. Here it is heard at once, synchronously and in order;
 * on other nodes a moment later, in the order of each sending node, at least once. Each node tells its own sockets.
 */
@Injectable()
export class ClusterEvents {
  private readonly logger = new Logger(ClusterEvents.name);
  private readonly kinds = new Map<string, Kind>();

  constructor(
    private readonly bus: EventBus,
    private readonly relay: RedisEventRelay,
  ) {
    relay.onEvent((name, fields) => {
      const kind = this.kinds.get(name);
      if (kind) this.hear(kind, Object.assign(Object.create(kind.prototype) as Announced, fields));
    });
  }

  /** Subscribes on this node to what any node announces. The fields of `type` must survive JSON. */
  on<E extends Announced>(type: AnnouncedClass<E>, handler: (event: E) => void): void {
    // The map's key is the name of the class, so the handler gets what it asked for.
    this.kindOf(type).handlers.push(handler as (event: Announced) => void);
  }

  /** Domain events come here by themselves; a signal is announced by who makes it. */
  signal(signal: Signal): void {
    this.announce(signal);
  }

  private kindOf(type: AnnouncedClass<Announced>): Kind {
    const known = this.kinds.get(type.name);
    if (known) return known;
    const kind: Kind = { prototype: type.prototype as object, handlers: [] };
    this.kinds.set(type.name, kind);
    if (type.prototype instanceof DomainEvent) {
      this.bus.on(type, (event) => this.announce(event));
    }
    return kind;
  }

  private announce(event: Announced): void {
    const kind = this.kinds.get(event.constructor.name);
    if (!kind) return;
    this.hear(kind, event);
    this.relay.send(event.constructor.name, event);
  }

  private hear(kind: Kind, event: Announced): void {
    for (const handler of kind.handlers) {
      try {
        handler(event);
      } catch (error) {
        this.logger.error({ err: error }, `a subscriber of ${event.constructor.name} failed`);
      }
    }
  }
}
