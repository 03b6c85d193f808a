import type { SocketIoConfig } from 'ngx-socket-io';
import type { ManagerOptions, SocketOptions } from 'socket.io-client';

export type Transport = 'websocket' | 'polling';

/** The usual order, and the one for networks that swallow WebSocket. */
export const websocket: readonly Transport[] = ['websocket', 'polling'];
export const polling: readonly Transport[] = ['polling', 'websocket'];

/** `token` is asked again at each connection. */
export function socketConfig(token: () => Promise<string>): SocketIoConfig {
  const options: Partial<ManagerOptions & SocketOptions> = {
    autoConnect: false,
    // A socket of an earlier session must not come back with its buffers.
    forceNew: true,
    transports: [...websocket],
    tryAllTransports: true,
    timeout: 6_000,
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
