import type { SocketIoConfig } from 'ngx-socket-io';
import type { Manager, ManagerOptions, SocketOptions } from 'socket.io-client';

export type Transport = 'websocket' | 'polling';

/** The usual order, and the one for networks that swallow WebSocket: from there it upgrades where it can. */
const websocketFirst: readonly Transport[] = ['websocket', 'polling'];
const pollingFirst: readonly Transport[] = ['polling', 'websocket'];
/** WebSocket that says nothing for so long is given up; a slow network may need longer. */
const websocketOpensWithinMs = 4_000;
const pollingOpensWithinMs = 20_000;

/** A browser, or who locked it down, may have none. */
const hasWebSocket = () => typeof (globalThis as { WebSocket?: unknown }).WebSocket === 'function';

/** `token` is asked again at each connection. */
export function socketConfig(token: () => Promise<string>): SocketIoConfig {
  const options: Partial<ManagerOptions & SocketOptions> = {
    autoConnect: false,
    // A socket of an earlier session must not come back with its buffers.
    forceNew: true,
    transports: hasWebSocket() ? [...websocketFirst] : ['polling'],
    tryAllTransports: true,
    timeout: hasWebSocket() ? websocketOpensWithinMs : pollingOpensWithinMs,
    reconnectionDelay: 500,
    reconnectionDelayMax: 15_000,
    randomizationFactor: 0.5,
    auth: (give) => {
      token().then(
        (value) => give({ token: value }),
        // Without a token the server refuses, and the refusal is handled in one place.
        () => give({ token: '' }),
      );
    },
  };
  // The library's type names the manager's options only.
  return { url: '', options };
}

/** From the next attempt on. */
export function preferPolling(manager: Manager): void {
  if (!hasWebSocket()) return;
  manager.opts.transports = [...pollingFirst];
  manager.timeout(pollingOpensWithinMs);
}

/** From the next attempt on: WebSocket was seen to work. */
export function preferWebSocket(manager: Manager): void {
  manager.opts.transports = [...websocketFirst];
  manager.timeout(websocketOpensWithinMs);
}

/** The library lets nobody emit its own events. */
interface Failing {
  emit(event: 'error', error: Error): void;
}

/**
 * A proxy may take the WebSocket and close it again without a word, which the library would only notice at its timeout:
 * makes it a failed attempt at once. To be called right after an attempt began.
 */
export function failWhenClosedEarly(manager: Manager): void {
  const { engine } = manager;
  if (engine?.readyState !== 'opening') return;
  let opened = false;
  engine.once('open', () => (opened = true));
  engine.once('close', (reason) => {
    if (opened || reason !== 'transport close') return;
    preferPolling(manager);
    (engine as unknown as Failing).emit('error', new Error('closed before it was open'));
  });
}
