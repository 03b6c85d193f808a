import type { EventType } from './domain-event.js';

const form = /^[a-z-]+(\.[a-z-]+)+\.v[1-9]\d*$/;

/** Whose name is whose: two events under one name would be taken for each other. */
export class EventNames {
  private readonly owners = new Map<string, unknown>();

  /** The name of an event. Throws where it has none of its own, or another event has it. */
  claim(type: EventType<object>): string {
    if (!Object.hasOwn(type, 'eventName') || !form.test(type.eventName)) {
      throw new Error(`${type.name} needs an eventName of its own, such as message.sent.v1`);
    }
    const { eventName } = type;
    const owner = this.owners.get(eventName) ?? type;
    if (owner !== type) throw new Error(`two events are called ${eventName}`);
    this.owners.set(eventName, type);
    return eventName;
  }
}
