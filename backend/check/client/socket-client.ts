import type {
  Acknowledgement,
  ClientEventData,
  ClientEventName,
  ClientPayload,
  ServerEventName,
  ServerPayload,
} from '@litspark/shared-contracts';
import { serverEvents } from '@litspark/shared-contracts';
import { io, type Socket } from 'socket.io-client';
import type { Outcome } from './outcome.js';

export interface SocketListener {
  event(name: ServerEventName, payload: ServerPayload<ServerEventName>): void;
  /** The connection is over; `code` where the server refused it. */
  closed(code: string | null): void;
}

/** How long an answer is waited for before its connection is taken for dead. */
const patienceMs = 5_000;

/** One connection, from its handshake to its end; it never reconnects by itself. */
export class SocketClient {
  private readonly socket: Socket;
  private over = false;

  constructor(
    port: number,
    token: string,
    transport: 'websocket' | 'polling',
    private readonly listener: SocketListener,
  ) {
    this.socket = io(`http://127.0.0.1:${port}`, {
      auth: { token },
      transports: [transport],
      reconnection: false,
      // As in browsers: a balancer knows a session over long-polling by a cookie.
      withCredentials: true,
      forceNew: true,
      timeout: patienceMs,
    });
    for (const name of Object.keys(serverEvents) as ServerEventName[])
      this.socket.on(name, (payload: ServerPayload<ServerEventName>) => {
        if (!this.over) listener.event(name, payload);
      });
    this.socket.on('disconnect', () => this.end(null));
    this.socket.on('connect_error', (error: Error & { data?: { code?: string } }) =>
      this.end(error.data?.code ?? null),
    );
  }

  /** Resolves when it is connected, or over. */
  opened(): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.socket.connected || this.over) resolve(this.socket.connected);
      this.socket.once('connect', () => resolve(true));
      this.socket.once('connect_error', () => resolve(false));
    });
  }

  get isOpen(): boolean {
    return this.socket.connected && !this.over;
  }

  /** Sends in the order of the calls. An answer that doesn't come ends the connection, as nothing else would tell. */
  async call<E extends ClientEventName>(
    name: E,
    payload: ClientPayload<E>,
  ): Promise<Outcome<ClientEventData<E>>> {
    if (!this.isOpen) return { is: 'unknown', why: 'not connected' };
    try {
      const answer = (await this.socket.timeout(patienceMs).emitWithAck(name, payload)) as Acknowledgement<
        ClientEventData<E>
      >;
      if (answer.ok) return { is: 'done', data: answer.data };
      return { is: 'error', code: answer.error.code, retryAfterMs: answer.error.retryAfterMs ?? 0 };
    } catch (error) {
      this.close();
      return { is: 'unknown', why: error instanceof Error ? error.message : String(error) };
    }
  }

  close(): void {
    if (this.over) return;
    this.socket.disconnect();
    this.end(null);
  }

  private end(code: string | null): void {
    if (this.over) return;
    this.over = true;
    this.socket.disconnect();
    this.listener.closed(code);
  }
}
