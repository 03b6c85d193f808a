import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { startRedis, type TestRedis } from '../../../test/start-redis.js';
import { until } from '../../../test/until.js';
import { DomainEvent } from './domain-event.js';
import { EventBus } from './event-bus.js';
import { EventRelay } from './event-relay.js';
import { Signal } from './signal.js';

class Waved extends Signal {
  static readonly eventName = 'hand.waved.v1';

  constructor(readonly hand: string) {
    super();
  }
}

class WavedToo extends Signal {
  static readonly eventName = 'hand.waved.v1';
}

class Stored extends DomainEvent {
  static readonly eventName = 'thing.stored.v1';
}

class StoredToo extends DomainEvent {
  static readonly eventName = 'thing.stored.v1';
}

class Inherited extends Stored {}

class Nameless extends Signal {
  static readonly eventName: string = '';
}

describe('the names of events', () => {
  let redis: TestRedis;
  let here: TestApp;
  let there: TestApp;

  beforeAll(async () => {
    redis = await startRedis();
    here = await createTestApp({ redisUrl: redis.url });
    there = await createTestApp({ redisUrl: redis.url });
  });
  afterAll(async () => {
    await here.close();
    await there.close();
    await redis.kill();
  });

  it('are what other nodes know events by, whatever the classes are called', async () => {
    class WavedUnderAnotherClassName extends Waved {
      static override readonly eventName = 'hand.waved.v1';
    }
    const heard: Waved[] = [];
    there.get(EventBus).on(WavedUnderAnotherClassName, (event) => heard.push(event));
    here.get(EventBus).on(Waved, () => undefined);
    here.get(EventBus).signal(new Waved('left'));
    await until(() => heard.length === 1);
    expect(heard[0]).toBeInstanceOf(WavedUnderAnotherClassName);
    expect(heard[0]).toMatchObject({ hand: 'left' });
  });

  it('say who hears them, and handlers hear where from', async () => {
    class Stayed extends Signal {
      static readonly scope = 'node';
      static readonly eventName = 'guest.stayed.v1';
    }
    class Left extends Signal {
      static readonly eventName = 'guest.left.v1';
    }
    const heard: string[] = [];
    for (const [node, name] of [
      [here, 'here'],
      [there, 'there'],
    ] as const) {
      node.get(EventBus).on(Stayed, (_event, origin) => heard.push(`${name}: stayed, from ${origin}`));
      node.get(EventBus).on(Left, (_event, origin) => heard.push(`${name}: left, from ${origin}`));
    }
    here.get(EventBus).signal(new Stayed());
    here.get(EventBus).signal(new Left());
    await until(() => heard.length === 3);
    expect(heard).toEqual([
      'here: stayed, from here',
      'here: left, from here',
      'there: left, from elsewhere',
    ]);
  });

  it('that a newer node announces and this one does not know are ignored, and the log says so once', async () => {
    const heard: unknown[] = [];
    class Last extends Signal {
      static readonly eventName = 'last.of-all.v1';
    }
    there.get(EventBus).on(Last, (event) => heard.push(event));
    for (const name of ['message.sent.v2', 'message.sent.v2', Last.eventName]) {
      here.get(EventRelay).send(name, {});
    }
    await until(() => heard.length === 1);
    const lines = there.log.filter(({ msg }) => String(msg).includes('message.sent.v2'));
    expect(lines).toHaveLength(1);
  });

  it('that clash or are missing stop the start', () => {
    const events = here.get(EventBus);
    const ignore = () => undefined;
    events.on(Waved, ignore);
    events.on(Stored, ignore);
    expect(() => events.on(WavedToo, ignore)).toThrow('two events are called hand.waved.v1');
    expect(() => events.on(StoredToo, ignore)).toThrow('two events are called thing.stored.v1');
    expect(() => events.on(Nameless, ignore)).toThrow('Nameless needs an eventName');
    expect(() => events.on(Inherited, ignore)).toThrow('Inherited needs an eventName');
  });
});
