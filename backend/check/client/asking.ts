import type { ClientEventData, ClientEventName, ClientPayload } from '@litspark/shared-contracts';
import { isRetryable } from '@litspark/shared-contracts';
import type { History } from '../history/history.js';
import type { Outcome } from './outcome.js';
import type { Method, Reply, RestDoor } from './rest-door.js';
import type { Session } from './session.js';
import type { SocketDoor } from './socket-door.js';

/** A device's calls: each is recorded, and none may succeed for who was removed before it was sent. */
export class Asking {
  socket: SocketDoor | null = null;

  constructor(
    readonly who: string,
    private readonly session: Session,
    private readonly door: RestDoor,
    private readonly history: History,
    private readonly onStranger: () => void,
  ) {}

  async rest(
    kind: string,
    conversationId: string | null,
    method: Method,
    path: string,
    body?: unknown,
  ): Promise<Outcome<Reply>> {
    const token = await this.session.token();
    return this.record(`${kind} by REST`, conversationId, () =>
      this.door.call({ method, path, body, token }),
    );
  }

  async event<E extends ClientEventName>(
    name: E,
    conversationId: string | null,
    payload: ClientPayload<E>,
  ): Promise<Outcome<ClientEventData<E>>> {
    const { socket } = this;
    if (!socket?.isOpen) return { is: 'unknown', why: 'not connected' };
    return this.record(name, conversationId, () => socket.call(name, payload));
  }

  private async record<T>(
    kind: string,
    conversationId: string | null,
    work: () => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const { memberships, counts, log, violations } = this.history;
    const { userId } = this.session.account;
    const outBefore = conversationId === null ? null : memberships.out(conversationId, userId);
    const outcome = await work();
    counts.operation(kind, outcome);
    if (conversationId !== null) {
      log.add(conversationId, `${this.who} ${kind}: ${tell(outcome)}`);
      if (
        outBefore !== null &&
        outcome.is === 'done' &&
        memberships.out(conversationId, userId) === outBefore
      )
        violations.add({
          property: 'nothing after removal',
          what: `${kind} succeeded after the removal was acknowledged`,
          conversationId,
          who: this.who,
        });
    }
    if (outcome.is === 'error' && outcome.code === 'UNAUTHENTICATED') this.onStranger();
    return outcome;
  }
}

const tell = (outcome: Outcome<unknown>): string =>
  outcome.is === 'done' ? 'done' : outcome.is === 'error' ? outcome.code : `unknown (${outcome.why})`;

/** How long to wait before the same call is made again; null where that can't help. */
export function retryAfter(outcome: Outcome<unknown>): number | null {
  if (outcome.is === 'done') return null;
  if (outcome.is === 'unknown') return 150;
  if (outcome.code === 'UNAUTHENTICATED') return 100;
  return isRetryable(outcome.code) ? Math.max(150, outcome.retryAfterMs) : null;
}
