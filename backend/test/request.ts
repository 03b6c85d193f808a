import type { TestApp } from './create-test-app.js';
import type { TestUser } from './create-user.js';

export interface Answer<Body = never> {
  status: number;
  headers: Headers;
  body: Body;
  text: string;
}

export interface RequestOptions {
  as?: Pick<TestUser, 'accessToken'>;
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** One HTTP call, as a program that isn't a browser makes it. The body is parsed if it is JSON. */
export async function request<Body = Record<string, unknown>>(
  app: Pick<TestApp, 'url'>,
  method: string,
  path: string,
  { as, body, headers }: RequestOptions = {},
): Promise<Answer<Body>> {
  const response = await fetch(new URL(path, app.url), {
    method,
    redirect: 'manual',
    headers: {
      ...(as && { authorization: `Bearer ${as.accessToken}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    // What the caller says it is; the assertions show whether that is so.
    body: (isJson ? JSON.parse(text) : undefined) as Body,
  };
}
