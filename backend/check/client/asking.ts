import {
  clientEvents,
  isRetryable,
  type ClientEventData,
  type ClientEventName,
  type ClientPayload,
} from '@litspark/shared-contracts';
import type * as z from 'zod';
import type { History } from '../history/history.js';
import type { Outcome } from './outcome.js';
import type { Call, RestClient } from './rest-client.js';
import type { Session } from './session.js';
import type { SocketClient } from './socket-client.js';

/** A device's calls: each is recorded, and none may succeed for who was removed before it was sent. */
export class Asking {
  socket: SocketClient | null = null;

  constructor(
    readonly who: string,
    private readonly session: Session,
    private readonly restClient: RestClient,
    private readonly history: History,
    private readonly onStranger: () => void,
  ) {}

  async rest<T extends z.ZodType>(
    kind: string,
    conversationId: string | null,
    call: Call,
    answer: T,
  ): Promise<Outcome<z.output<T>>> {
    const token = await this.session.token();
    const outcome = await this.record(`${kind} by REST`, conversationId, () =>
      this.restClient.call({ ...call, token }),
    );
    return outcome.is === 'done' ? this.understand(kind, conversationId, outcome.data.body, answer) : outcome;
  }

  async event<E extends ClientEventName>(
    name: E,
    conversationId: string | null,
    payload: ClientPayload<E>,
  ): Promise<Outcome<ClientEventData<E>>> {
    const { socket } = this;
    if (!socket?.isOpen) return { is: 'unknown', why: 'not connected' };
    const outcome = await this.record(name, conversationId, () => socket.call(name, payload));
    if (outcome.is !== 'done') return outcome;
    this.understand(name, conversationId, outcome.data, clientEvents[name].data);
    return outcome;
  }

  /** An answer that isn't what the contract says is a fault of the service, and of no use. */
  private understand<T extends z.ZodType>(
    kind: string,
    conversationId: string | null,
    body: unknown,
    answer: T,
  ): Outcome<z.output<T>> {
    const read = answer.safeParse(body);
    if (read.success) return { is: 'done', data: read.data };
    this.history.violations.add({
      property: 'answers keep to the contract',
      what: `${kind}: ${read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')} in ${JSON.stringify(body).slice(0, 500)}`,
      who: this.who,
      ...(conversationId !== null && { conversationId }),
    });
    return { is: 'unknown', why: 'the answer makes no sense' };
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
      log.add(conversationId, `${this.who} ${kind}: ${describe(outcome)}`);
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

const describe = (outcome: Outcome<unknown>): string =>
  outcome.is === 'done' ? 'done' : outcome.is === 'error' ? outcome.code : `unknown (${outcome.why})`;

/** How long to wait before the same call is made again; null where that can't help. */
export function retryAfter(outcome: Outcome<unknown>): number | null {
  if (outcome.is === 'done') return null;
  if (outcome.is === 'unknown') return 150;
  if (outcome.code === 'UNAUTHENTICATED') return 100;
  return isRetryable(outcome.code) ? Math.max(150, outcome.retryAfterMs) : null;
}
