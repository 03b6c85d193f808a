/** Where an event is heard: on the node that announces it, or on every node. */
export type EventScope = 'node' | 'cluster';

/**
 * Something that was committed. Subclasses are named in the past tense, hold all a subscriber needs, and have an
 * `eventName` (see `EventType`).
 */
export abstract class DomainEvent {}

/**
 * The class of an event, as `EventBus.on` takes it. `eventName` is what other nodes know it by, such as `message.sent.v1`: it stays
 * when the class is renamed, and its version grows when older nodes would misread the fields. `scope` says who hears it, `cluster` where left out; the fields
 * of what every node hears must survive JSON.
 */
export type EventType<E> = (abstract new (...args: never[]) => E) & {
  readonly eventName: string;
  readonly scope?: EventScope;
};
