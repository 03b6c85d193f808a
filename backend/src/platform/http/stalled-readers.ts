import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpBounds } from '../config/http-bounds.js';

/** `looks`: how often a connection was looked at since it took something. Not a time: while we are frozen nobody can take anything. */
interface Progress {
  taken: number;
  looks: number;
}

/**
 * Cuts connections of this server whose reader takes nothing of what is being sent, whatever it is: an answer of the API, of
 * long-polling, a file, or what goes over a WebSocket. Else it would stay in our memory for as long as the reader likes.
 */
export function cutStalledReaders(
  server: Server,
  { stalledMs, checkEveryMs }: HttpBounds,
  onCut: () => void,
): void {
  const connections = new Map<Socket, Progress>();
  server.on('connection', (socket: Socket) => {
    connections.set(socket, { taken: 0, looks: 0 });
    socket.once('close', () => connections.delete(socket));
  });
  const timer = setInterval(() => {
    for (const [socket, progress] of connections) {
      const taken = takenOf(socket);
      if (socket.writableLength === 0 || taken !== progress.taken) {
        connections.set(socket, { taken, looks: 0 });
      } else if ((progress.looks += 1) * checkEveryMs >= stalledMs) {
        onCut();
        socket.destroy();
      }
    }
  }, checkEveryMs).unref();
  server.once('close', () => clearInterval(timer));
}

/**
 * The bytes that the kernel took from us. Of a large write Node itself only tells when it is done; how much of it is left is known to
 * the handle, where Node's own timeouts look for it, too.
 */
function takenOf(socket: Socket): number {
  const { _handle: handle } = socket as Socket & { _handle?: { writeQueueSize?: number } | null };
  return socket.bytesWritten - socket.writableLength - (handle?.writeQueueSize ?? 0);
}
