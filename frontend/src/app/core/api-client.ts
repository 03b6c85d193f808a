import { inject, Injectable } from '@angular/core';
import { ApiError } from './api-error';
import { type ApiFile, callApi, callForFile, type HttpMethod, type Query } from './http';
import { SessionService } from './session.service';

/**
 * The REST API, below `/api`. Attaches the access token, and tries once more with a fresh one after UNAUTHENTICATED.
 * Throws `ApiError`; without any answer its code is UNAVAILABLE and `offline` is true.
 */
@Injectable({ providedIn: 'root' })
export class ApiClient {
  private readonly session = inject(SessionService);

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
    const userId = this.session.user()?.id;
    try {
      return await send(await this.tokenOf(userId));
    } catch (thrown) {
      if (ApiError.from(thrown).code !== 'UNAUTHENTICATED' || this.session.state() !== 'signed-in')
        throw thrown;
      return await send(await this.tokenOf(userId, true));
    }
  }

  /** Another tab may have signed in as somebody else: what one person asked isn't done as another. */
  private async tokenOf(userId: string | undefined, renewed = false): Promise<string> {
    const token = await (renewed ? this.session.renew() : this.session.accessToken());
    if (userId !== undefined && this.session.user()?.id !== userId) {
      throw new ApiError('UNAUTHENTICATED', 'somebody else is signed in');
    }
    return token;
  }
}
