import type { Socket as Connection } from 'engine.io';

/** What may wait for one client, in bytes (characters of text), before anything more ends its connection. */
export const unsentMax = 8 * 1024 * 1024;

/**
 * Ends the connection of a client that does not read what it is sent, so that it can't fill our memory. It will
 * connect again and ask what is new.
 */
export function dropSlowReader(connection: Connection, onDropped: () => void): void {
  let unsent = 0;
  let dropped = false;
  connection.on('flush', () => (unsent = 0));
  connection.on('packetCreate', ({ data }: { data?: string | Buffer }) => {
    // One large answer is no fault of the client: only what comes on top of a full buffer is.
    if (unsent > unsentMax && !dropped) {
      dropped = true;
      onDropped();
      // Not now: we may be in the middle of an emit to its room.
      setImmediate(() => connection.close(true));
    }
    unsent += data?.length ?? 0;
  });
}
