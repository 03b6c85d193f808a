import { Injectable, Logger } from '@nestjs/common';
import { DomainEvent, type EventType } from './domain-event.js';
import { EventBus } from './event-bus.js';
import { EventNames } from './event-names.js';
import { RedisEventRelay } from './redis-event-relay.js';
import type { Signal } from './signal.js';

type Announced = DomainEvent | Signal;

interface Kind {
  name: string;
  prototype: object;
  handlers: ((event: Announced) => void)[];
}

/**
 * Brings what one node committed or signalled to the subscribers on every node: here at once, synchronously and in order;
 * on other nodes a moment later, in the order of each sending node, at least once. Each node notifies its own sockets.
 */
@Injectable()
export class ClusterEvents {
  private readonly logger = new Logger(ClusterEvents.name);
  private readonly names = new EventNames();
  private readonly kinds = new Map<unknown, Kind>();
  private readonly kindsByName = new Map<string, Kind>();
  private readonly unknown = new Set<string>();

  constructor(
    private readonly bus: EventBus,
    private readonly relay: RedisEventRelay,
  ) {
    relay.onEvent((name, fields) => {
      const kind = this.kindsByName.get(name);
      if (!kind) this.ignore(name);
      else this.dispatch(kind, Object.assign(Object.create(kind.prototype) as Announced, fields));
    });
  }

  /**
   * Subscribes on this node to what any node announces. The fields of `type` must survive JSON. Throws where it has no
   * name of its own.
   */
  on<E extends Announced>(type: EventType<E>, handler: (event: E) => void): void {
    // The map's key is the class, so the handler gets what it asked for.
    this.kindOf(type).handlers.push(handler as (event: Announced) => void);
  }

  /** Domain events come here by themselves; a signal is announced by who makes it. */
  signal(signal: Signal): void {
    this.announce(signal);
  }

  private kindOf(type: EventType<Announced>): Kind {
    const known = this.kinds.get(type);
    if (known) return known;
    const kind: Kind = { name: this.names.claim(type), prototype: type.prototype as object, handlers: [] };
    this.kinds.set(type, kind);
    this.kindsByName.set(kind.name, kind);
    if (type.prototype instanceof DomainEvent) {
      this.bus.on(type, (event) => this.announce(event));
    }
    return kind;
  }

  private announce(event: Announced): void {
    const kind = this.kinds.get(event.constructor);
    if (!kind) return;
    this.dispatch(kind, event);
    this.relay.send(kind.name, event);
  }

  /** A newer node, while the nodes are updated one by one, may announce what this one doesn't know. */
  private ignore(name: string): void {
    if (this.unknown.has(name)) return;
    this.unknown.add(name);
    this.logger.warn(`another node announces ${name}, which this one does not know: it is ignored`);
  }

  private dispatch(kind: Kind, event: Announced): void {
    for (const handler of kind.handlers) {
      try {
        handler(event);
      } catch (error) {
        this.logger.error({ err: error }, `a subscriber of ${kind.name} failed`);
      }
    }
  }
}
