import type { ClientToServerEvents, ServerToClientEvents } from '@litspark/shared-contracts';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { SessionActor } from '../security/actor.js';

/**
 * `connecting`: its rooms are being made ready. `live`: in use. `expired`: its access token is over, nothing is
 * delivered until `authenticate`. `restoring`: that is under way. `ended`: its session is over.
 */
export type SocketState = 'connecting' | 'live' | 'expired' | 'restoring' | 'ended';

export interface SocketData {
  actor: SessionActor;
  /** Where it comes from; the proxies that are trusted know better than the connection. */
  address: string;
  expiresAt: Date;
  state: SocketState;
  /** The rooms an expired socket was in. */
  roomsBefore: ReadonlySet<string>;
}

export type RealtimeServer = Server<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
export type RealtimeSocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;

/** Whether something may be delivered to this socket, now or as soon as it is ready: it belongs in rooms. */
export const belongsInRooms = ({ data }: RealtimeSocket): boolean =>
  data.state !== 'expired' && data.state !== 'ended';
