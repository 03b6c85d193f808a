/**
 * The states of the connection and what moves it from one to the next.
 * `syncing` is connected but not yet up to date: nothing may call itself live before `synced`.
 */
export type ConnectionPhase = 'idle' | 'connecting' | 'syncing' | 'synced' | 'offline' | 'refused';

export type ConnectionInput =
  /** Somebody wants a connection. */
  | 'open'
  /** The socket is there. */
  | 'connected'
  /** The first sync after this connection is done. */
  | 'synced'
  /** The socket went away. */
  | 'lost'
  /** One attempt to connect failed. */
  | 'failed'
  /** The server doesn't let us in. */
  | 'refused'
  /** The browser says that there is no network. */
  | 'browser-offline'
  /** Nobody wants a connection any more. */
  | 'close';

export interface ConnectionState {
  phase: ConnectionPhase;
  /** Attempts that failed since the last connection. */
  failures: number;
}

export const initialConnection: ConnectionState = { phase: 'idle', failures: 0 };

/** One failure is usual where WebSocket is blocked; from the second on we say so. */
const failuresToOffline = 2;

type Row = Partial<Record<ConnectionInput, ConnectionPhase>>;

const anywhere: Row = { connected: 'syncing', close: 'idle' };

/** An input that a row doesn't name changes nothing: it came late, from a state already left. */
const transitions: Record<ConnectionPhase, Row> = {
  idle: { open: 'connecting' },
  connecting: { ...anywhere, refused: 'refused', 'browser-offline': 'offline', failed: 'connecting' },
  syncing: {
    ...anywhere,
    synced: 'synced',
    lost: 'connecting',
    refused: 'refused',
    'browser-offline': 'offline',
  },
  synced: { ...anywhere, lost: 'connecting', refused: 'refused', 'browser-offline': 'offline' },
  // Attempts go on behind it; only a connection leads out.
  offline: { ...anywhere, refused: 'refused' },
  refused: { ...anywhere, open: 'connecting', 'browser-offline': 'offline' },
};

/** The state after an input; the same object when nothing changed. */
export function nextConnection(state: ConnectionState, input: ConnectionInput): ConnectionState {
  const target = transitions[state.phase][input];
  if (target === undefined) return state;
  const failures =
    input === 'failed' ? state.failures + 1 : input === 'connected' || input === 'close' ? 0 : state.failures;
  const phase = input === 'failed' && failures >= failuresToOffline ? 'offline' : target;
  return phase === state.phase && failures === state.failures ? state : { phase, failures };
}
