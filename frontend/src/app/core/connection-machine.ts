/**
 * The states of the connection and what moves it from one to the next.
 * `syncing` is connected but not yet up to date: nothing may call itself live before `synced`.
 */
export type ConnectionPhase =
  | 'idle'
  | 'connecting'
  | 'syncing'
  | 'synced'
  /** This machine has no network. */
  | 'offline'
  /** It has one, but the server doesn't answer. */
  | 'unreachable'
  | 'refused';

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
  /** The browser says that the network is back. */
  | 'browser-online';

export interface ConnectionState {
  phase: ConnectionPhase;
  /** Attempts that failed since the last connection. */
  failures: number;
}

export const initialConnection: ConnectionState = { phase: 'idle', failures: 0 };

/** One failure is usual where WebSocket is blocked; from the second on we say so. */
const failuresToUnreachable = 2;

/** After these, failures are counted anew. */
const forgiving = new Set<ConnectionInput>(['connected', 'browser-online']);

type Row = Partial<Record<ConnectionInput, ConnectionPhase>>;

const anywhere: Row = { connected: 'syncing' };

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
  // Attempts go on behind these two.
  offline: { ...anywhere, refused: 'refused', 'browser-online': 'connecting' },
  unreachable: { ...anywhere, open: 'connecting', refused: 'refused', 'browser-offline': 'offline' },
  refused: { ...anywhere, open: 'connecting', 'browser-offline': 'offline' },
};

/** The state after an input; the same object when nothing changed. */
export function nextConnection(state: ConnectionState, input: ConnectionInput): ConnectionState {
  const target = transitions[state.phase][input];
  if (target === undefined) return state;
  const failures = input === 'failed' ? state.failures + 1 : forgiving.has(input) ? 0 : state.failures;
  const phase = input === 'failed' && failures >= failuresToUnreachable ? 'unreachable' : target;
  return phase === state.phase && failures === state.failures ? state : { phase, failures };
}
