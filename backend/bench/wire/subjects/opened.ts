import { io, type Socket } from 'socket.io-client';

/** A Socket.IO connection over a WebSocket that doesn't come back by itself. */
export function opened(url: string, auth: object = {}): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, auth });
  return new Promise((resolve, reject) =>
    socket.once('connect', () => resolve(socket)).once('connect_error', reject),
  );
}
