import { Injectable, Logger, Optional } from '@nestjs/common';
import type { DomainEvent, EventType } from './domain-event.js';
import { EventNames } from './event-names.js';
import { EventRelay } from './event-relay.js';
import type { Signal } from './signal.js';

type Announced = DomainEvent | Signal;

/** Which node announced an event: this one, or another. */
export type EventOrigin = 'here' | 'elsewhere';

type Handler<E> = (event: E, origin: EventOrigin) => void;

interface Kind {
  name: string;
  type: EventType<Announced>;
  handlers: Handler<Announced>[];
}

/**
 * Brings what was committed or signalled to its subscribers: here at once, synchronously and in the order announced, so that a
 * subscriber that emits at once keeps the order of the commits. What has the scope `cluster` comes to the subscribers on other nodes
 * a moment later, in the order of each announcing node, at least once. Each node notifies its own sockets.
 */
@Injectable()
export class EventBus {
  private readonly logger = new Logger(EventBus.name);
  private readonly names = new EventNames();
  private readonly kinds = new Map<unknown, Kind>();
  private readonly kindsByName = new Map<string, Kind>();
  private readonly unknown = new Set<string>();

  constructor(@Optional() private readonly relay?: EventRelay) {
    relay?.onEvent((name, fields) => {
      const kind = this.kindsByName.get(name);
      if (!kind) this.ignore(name);
      else this.deliver(kind, revived(kind, fields), 'elsewhere');
    });
  }

  /**
   * Subscribes to one class of events. The handler returns at once; what takes long it starts and guards itself. What is to be done
   * once for all nodes looks at the origin. Throws where the event has no name of its own.
   */
  on<E extends Announced>(type: EventType<E>, handler: Handler<E>): void {
    // The map's key is the class of the event, so the handler gets what it asked for.
    this.kindOf(type).handlers.push(handler as Handler<Announced>);
  }

  /** Throws where the class of `event` has no name of its own: before the commit, which it must not trouble. */
  requireNamed(event: DomainEvent): void {
    this.kindOf(classOf(event));
  }

  /** Announces what passes. What was committed is published by `UnitOfWork.publish`. */
  signal(signal: Signal): void {
    this.announce(signal);
  }

  /** Announces what was committed, for `UnitOfWork` alone. */
  dispatch(event: DomainEvent): void {
    this.announce(event);
  }

  private announce(event: Announced): void {
    const kind = this.kindOf(classOf(event));
    this.deliver(kind, event, 'here');
    if (kind.type.scope !== 'node') this.relay?.send(kind.name, event);
  }

  private kindOf(type: EventType<Announced>): Kind {
    const known = this.kinds.get(type);
    if (known) return known;
    const kind: Kind = { name: this.names.claim(type), type, handlers: [] };
    this.kinds.set(type, kind);
    this.kindsByName.set(kind.name, kind);
    return kind;
  }

  /** A newer node, while the nodes are updated one by one, may announce what this one doesn't know. */
  private ignore(name: string): void {
    if (this.unknown.has(name)) return;
    this.unknown.add(name);
    this.logger.warn(`another node announces ${name}, which this one does not know: it is ignored`);
  }

  private deliver(kind: Kind, event: Announced, origin: EventOrigin): void {
    for (const handler of kind.handlers) {
      try {
        handler(event, origin);
      } catch (error) {
        // The change is committed: a subscriber's fault must neither undo it nor silence the other subscribers.
        this.logger.error({ err: error }, `a subscriber of ${kind.name} failed`);
      }
    }
  }
}

/** The constructor of an event is its class. */
const classOf = (event: Announced) => event.constructor as unknown as EventType<Announced>;

/** What another node sent, as an object of the class that this node knows by its name. */
const revived = ({ type }: Kind, fields: object): Announced =>
  Object.assign(Object.create(type.prototype as object) as Announced, fields);
