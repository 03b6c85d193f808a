import { DestroyRef, inject, Injectable } from '@angular/core';
import { ApiError } from './api-error';
import { type ApiFile, callApi, callForFile, type HttpMethod, type Query } from './http';
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
    return this.call('GET', path, { query });
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.call('POST', path, { body });
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.call('PATCH', path, { body });
  }

  put<T>(path: string, body?: unknown): Promise<T> {
    return this.call('PUT', path, { body });
  }

  delete<T = void>(path: string): Promise<T> {
    return this.call('DELETE', path, {});
  }

  /** A change that goes out even if the page is left meanwhile; the body is 64 KiB at most. */
  persistently<T>(method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
    return this.call(method, path, { body, keepalive: true });
  }

  /** A file, with the name that the server gives it. */
  file(path: string): Promise<ApiFile> {
    return this.authorised((token) => callForFile({ method: 'GET', path, token }));
  }

  private call<T>(
    method: HttpMethod,
    path: string,
    rest: { query?: Query; body?: unknown; keepalive?: boolean },
  ): Promise<T> {
    return this.authorised((token) => callApi<T>({ method, path, ...rest, token }));
  }

  private async authorised<T>(send: (token: string) => Promise<T>): Promise<T> {
    try {
      return await send(await this.tokenBy(() => this.session.accessToken()));
    } catch (thrown) {
      if (ApiError.from(thrown).code !== 'UNAUTHENTICATED' || this.destroyRef.destroyed) throw thrown;
      return await send(await this.tokenBy(() => this.session.renew()));
    }
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
