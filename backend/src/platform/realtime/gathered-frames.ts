import type { Socket as Line } from 'node:net';
import type { Socket as Connection } from 'engine.io';
import { inBroadcast, writeInSlices } from './broadcast-writes.js';

/** What the types of Engine.IO and `ws` don't tell of. */
interface Internals {
  flush: () => void;
  /** Of a WebSocket alone. */
  transport: { socket?: { _socket?: Line | null } };
}

/**
 * Lets the frames that are emitted to a connection in one turn of the event loop leave in one write. By itself Engine.IO writes the first at
 * once, and each of those that come meanwhile in a write of its own. A room is written to in slices, between which others have their turn.
 */
export function gatherFrames(connection: Connection): void {
  const engine = connection as unknown as Internals;
  const flush = engine.flush.bind(engine);
  const write = () => {
    const line = engine.transport.socket?._socket;
    line?.cork();
    flush();
    line?.uncork();
  };
  let isDue = false;
  engine.flush = () => {
    // One that closes is flushed right before its end.
    if (connection.readyState !== 'open') return write();
    if (inBroadcast()) return writeInSlices(write);
    if (isDue) return;
    isDue = true;
    // After the promises that are settled by now: an acknowledgement and what it is about belong together.
    process.nextTick(() => {
      isDue = false;
      write();
    });
  };
}
