import { describe, expect, it } from '@jest/globals';
import { Audience } from './audience.js';
import { places } from './stage.js';
import type { Connection, Running, Subject } from './subject.js';

const [conversation = 0] = places.pairs;

/** A server that is right but for what a test spoils. */
class Spoilt {
  readonly kept: string[] = [];
  private readonly joined: Connection[] = [];
  /** What reaches one of its two people of a message. */
  deliver = (connection: Connection, id: string): void => connection.onMessage(conversation, id);

  readonly subject: Subject = {
    name: 'spoilt',
    keepsOrder: true,
    start: () => Promise.resolve(this.running),
  };

  readonly running: Running = {
    pid: 0,
    connect: () => Promise.resolve(this.connection()),
    stored: () => Promise.resolve([...this.kept]),
    stop: () => Promise.resolve(),
  };

  get first(): Connection | undefined {
    return this.joined[0];
  }

  private connection(): Connection {
    const connection: Connection = {
      onMessage: () => undefined,
      join: () => Promise.resolve(void this.joined.push(connection)),
      send: (_conversation, id) => {
        this.kept.push(id);
        for (const each of this.joined) this.deliver(each, id);
        return Promise.resolve();
      },
      catchUp: () => null,
      cut: () => undefined,
    };
    return connection;
  }
}

async function verifying(server: Spoilt): Promise<void> {
  const audience = await Audience.gather(server.subject, server.running, [conversation]);
  const [sender] = audience.of(conversation);
  for (let count = 0; sender && count < 3; count += 1) await audience.send(sender);
  await audience.verify();
}

describe('a measurement', () => {
  it('counts where everybody has everything once, in one order, and it is stored', async () => {
    await expect(verifying(new Spoilt())).resolves.toBeUndefined();
  });

  it('is void where a message is not stored', async () => {
    const server = new Spoilt();
    server.deliver = (connection, id) => {
      connection.onMessage(conversation, id);
      server.kept.splice(1, 1);
    };
    await expect(verifying(server)).rejects.toThrow('an acknowledged message is missing');
  });

  it('is void where a message comes twice', async () => {
    const server = new Spoilt();
    server.deliver = (connection, id) => {
      connection.onMessage(conversation, id);
      connection.onMessage(conversation, id);
    };
    await expect(verifying(server)).rejects.toThrow('a message came twice');
  });

  it('is void where one person has another order', async () => {
    const server = new Spoilt();
    const late: string[] = [];
    server.deliver = (connection, id) => {
      if (connection !== server.first) return connection.onMessage(conversation, id);
      late.unshift(id);
      if (late.length === 3) for (const each of late) connection.onMessage(conversation, each);
    };
    await expect(verifying(server)).rejects.toThrow('the order differs');
  });
});
