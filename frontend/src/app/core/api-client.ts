import { DestroyRef, inject, Injectable } from '@angular/core';
import type { Route } from '@litspark/shared-contracts';
import { ApiError } from './api-error';
import { type ApiFile, callApi, callForFile, type CallOptions, type HttpMethod, type Query } from './http';
import { onceRenewed } from './once-renewed';
import { type AnswerOf, type CallOf, checkedAnswer, requestOf } from './route-call';
import { SessionScope } from './session-scope';
import { SessionService } from './session.service';

/**
 * The REST API, below `/api`. Attaches the access token, and tries once more with a fresh one after UNAUTHENTICATED. What is
 * called once the session has ended isn't sent: it is UNAUTHENTICATED.
 * Throws `ApiError`; without any answer its code is UNAVAILABLE and `offline` is true.
 */
@Injectable({ providedIn: SessionScope })
export class ApiClient {
  private readonly session = inject(SessionService);
  private readonly destroyRef = inject(DestroyRef);

  get<T>(path: string, query?: Query): Promise<T> {
    return this.send('GET', path, { query });
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.send('POST', path, { body });
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.send('PATCH', path, { body });
  }

  put<T>(path: string, body?: unknown): Promise<T> {
    return this.send('PUT', path, { body });
  }

  delete<T = void>(path: string): Promise<T> {
    return this.send('DELETE', path, {});
  }

  /**
   * One call of the contract, as a feature's `<feature>.api.ts` makes them; the answer is checked against the contract.
   * @throws ApiError; INTERNAL where the answer isn't what the contract says
   */
  async call<R extends Route>(route: R, given: CallOf<R>, options: CallOptions = {}): Promise<AnswerOf<R>> {
    const answer = await this.authorised((token) =>
      callApi<unknown>({ ...requestOf(route, given), ...options, token }),
    );
    return checkedAnswer(route, answer);
  }

  /** One call of the contract that answers a file, with the name that the server gives it. */
  file<R extends Route>(route: R, given: CallOf<R>, options: CallOptions = {}): Promise<ApiFile> {
    return this.authorised((token) => callForFile({ ...requestOf(route, given), ...options, token }));
  }

  /** A change that goes out even if the page is left meanwhile; the body is 64 KiB at most. */
  persistently<T>(method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
    return this.send(method, path, { body, keepalive: true });
  }

  private send<T>(
    method: HttpMethod,
    path: string,
    rest: { query?: Query; body?: unknown; keepalive?: boolean },
  ): Promise<T> {
    return this.authorised((token) => callApi<T>({ method, path, ...rest, token }));
  }

  private authorised<T>(send: (token: string) => Promise<T>): Promise<T> {
    return onceRenewed(
      async () => send(await this.tokenBy(() => this.session.accessToken())),
      () => this.tokenBy(() => this.session.renew()),
    );
  }

  /** Another tab may have signed in as somebody else: what one person asked isn't done as another. */
  private async tokenBy(obtain: () => Promise<string>): Promise<string> {
    this.assertPresent();
    const token = await obtain();
    this.assertPresent();
    return token;
  }

  private assertPresent(): void {
    if (this.destroyRef.destroyed) throw new ApiError('UNAUTHENTICATED', 'this session has ended');
  }
}
