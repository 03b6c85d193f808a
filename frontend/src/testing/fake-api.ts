import type { Route } from '@litspark/shared-contracts';
import type { ApiError } from '../app/core/api-error';
import { type AnswerOf, type CallOf, checkedAnswer, requestOf } from '../app/core/route-call';

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
  readonly get = (path: string, query?: unknown) => this.wait('GET', path, undefined, query);
  readonly post = (path: string, body?: unknown) => this.wait('POST', path, body);
  readonly file = <R extends Route>(route: R, given: CallOf<R>) => this.follow(route, given);
  readonly persistently = (method: string, path: string, body?: unknown) => this.wait(method, path, body);

  /** As of the real one, answers are held against the contract. */
  readonly call = async <R extends Route>(route: R, given: CallOf<R>): Promise<AnswerOf<R>> =>
    checkedAnswer(route, await this.follow(route, given));

  /** Takes the oldest call out, which must be this one. */
  take(method: string, path: string | RegExp): Call {
    const call = this.calls.shift();
    const fits = typeof path === 'string' ? call?.path === path : path.test(call?.path ?? '');
    if (!call || call.method !== method || !fits) {
      throw new Error(`called ${call ? `${call.method} ${call.path}` : 'nothing'}, not ${method} ${path}`);
    }
    return call;
  }

  private follow<R extends Route>(route: R, given: CallOf<R>): Promise<unknown> {
    const { method, path, body, query } = requestOf(route, given);
    return this.wait(method, path, body, query);
  }

  private wait(method: string, path: string, body?: unknown, query?: unknown): Promise<unknown> {
    return new Promise((resolve, reject) =>
      this.calls.push({ method, path, body, query, answer: resolve, fail: reject }),
    );
  }
}
