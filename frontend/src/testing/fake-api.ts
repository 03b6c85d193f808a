import type { ApiError } from '../app/core/api-error';

interface Call {
  method: string;
  path: string;
  body: unknown;
  query: unknown;
  answer(data: unknown): void;
  fail(error: ApiError): void;
}

/** The REST API in the hands of a test: every call waits until the test answers it. */
export class FakeApi {
  readonly calls: Call[] = [];
  readonly get = (path: string, query?: unknown) => this.call('GET', path, undefined, query);
  readonly post = (path: string, body?: unknown) => this.call('POST', path, body);
  readonly file = (path: string) => this.call('GET', path);
  readonly persistently = (method: string, path: string, body?: unknown) => this.call(method, path, body);

  /** Takes the oldest call out, which must be this one. */
  take(method: string, path: string | RegExp): Call {
    const call = this.calls.shift();
    const fits = typeof path === 'string' ? call?.path === path : path.test(call?.path ?? '');
    if (!call || call.method !== method || !fits) {
      throw new Error(`called ${call ? `${call.method} ${call.path}` : 'nothing'}, not ${method} ${path}`);
    }
    return call;
  }

  private call(method: string, path: string, body?: unknown, query?: unknown): Promise<unknown> {
    return new Promise((resolve, reject) =>
      this.calls.push({ method, path, body, query, answer: resolve, fail: reject }),
    );
  }
}
