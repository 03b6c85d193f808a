import type {
  Acknowledgement,
  ClientEventData,
  ClientEventName,
  ClientPayload,
  ClientToServerEvents,
  ServerEventName,
  ServerPayload,
  ServerToClientEvents,
} from '@litspark/shared-contracts';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { TestApp } from './create-test-app.js';
import type { TestUser } from './create-user.js';

type Matches<E extends ServerEventName> = (payload: ServerPayload<E>) => boolean;

interface Received {
  event: string;
  payload: unknown;
  /** Whether `next` gave it out. */
  seen: boolean;
}

export interface TestClient {
  socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  /** Sends an event of the contract; resolves with its acknowledgement. */
  request<E extends ClientEventName>(
    event: E,
    payload: ClientPayload<E>,
  ): Promise<Acknowledgement<ClientEventData<E>>>;
  /** The same, for what must succeed: resolves with the data, rejects with the error. */
  done<E extends ClientEventName>(event: E, payload: ClientPayload<E>): Promise<ClientEventData<E>>;
  /** Sends anything at all. */
  send(event: string, ...args: unknown[]): void;
  /** Sends anything at all; resolves with all that the acknowledgement was called with. */
  raw(event: string, ...args: unknown[]): Promise<unknown[]>;
  /** The first event of this name (that matches) which `next` did not give out yet; waits for it. */
  next<E extends ServerEventName>(event: E, matches?: Matches<E>): Promise<ServerPayload<E>>;
  /** Everything of this name so far. */
  received<E extends ServerEventName>(event: E): ServerPayload<E>[];
  /** Resolves with the reason when the connection ends. */
  disconnected: Promise<string>;
  close(): void;
}

export type TestClientOptions = Partial<ManagerOptions & SocketOptions>;

const open = new Set<TestClient>();

/** Connects as `user`, with a real client. Rejects with the `connect_error` of a refused one. */
export async function connectTestClient(
  app: Pick<TestApp, 'url'>,
  user: Pick<TestUser, 'accessToken'>,
  options: TestClientOptions = {},
): Promise<TestClient> {
  const socket: TestClient['socket'] = io(app.url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token: user.accessToken },
    ...options,
  });
  const client = wrap(socket);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
  } catch (error) {
    client.close();
    throw error;
  }
  open.add(client);
  return client;
}

/** Closes what a test left open. */
export function closeTestClients(): void {
  open.forEach((client) => client.close());
  open.clear();
}

function wrap(socket: TestClient['socket']): TestClient {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  socket.onAny((event: string, payload: unknown) => {
    received.push({ event, payload, seen: false });
    waiting.forEach((look) => look());
  });
  const send = socket.emit.bind(socket) as (event: string, ...args: unknown[]) => void;
  const raw = (event: string, ...args: unknown[]) =>
    new Promise<unknown[]>((resolve) => {
      send(event, ...args, (...answers: unknown[]) => resolve(answers));
    });
  const request: TestClient['request'] = async (event, payload) => {
    const [answer] = await raw(event, payload);
    // The acknowledgement's form is what the contract says; its own tests hold the server to it.
    return answer as never;
  };
  return {
    socket,
    send,
    raw,
    request,
    done: async (event, payload) => {
      const answer = await request(event, payload);
      if (!answer.ok) throw new Error(`${event}: ${answer.error.code} ${answer.error.message}`);
      return answer.data;
    },
    next: <E extends ServerEventName>(event: E, matches: Matches<E> = () => true) =>
      new Promise<ServerPayload<E>>((resolve, reject) => {
        const look = () => {
          const found = received.find(
            (one) => !one.seen && one.event === event && matches(one.payload as ServerPayload<E>),
          );
          if (!found) return;
          found.seen = true;
          waiting.delete(look);
          clearTimeout(timeout);
          resolve(found.payload as ServerPayload<E>);
        };
        const timeout = setTimeout(() => {
          waiting.delete(look);
          const names = received.map((one) => one.event).join(', ');
          reject(new Error(`no ${event} came; received: ${names || 'nothing'}`));
        }, 8_000);
        waiting.add(look);
        look();
      }),
    received: <E extends ServerEventName>(event: E) =>
      received.filter((one) => one.event === event).map(({ payload }) => payload as ServerPayload<E>),
    disconnected: new Promise((resolve) => socket.once('disconnect', resolve)),
    close: () => socket.disconnect(),
  };
}
