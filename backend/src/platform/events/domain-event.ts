/** Something that was committed. Subclasses are named in the past tense and hold all a subscriber needs. */
export abstract class DomainEvent {}

/** The class of an event, as `EventBus.on` takes it. */
export type DomainEventClass<E extends DomainEvent> = abstract new (...args: never[]) => E;
