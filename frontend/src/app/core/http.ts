import type { Problem } from '@litspark/shared-contracts';
import { ApiError, codeForStatus } from './api-error';

export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
export type Query = Record<string, string | number | boolean | null | undefined>;

export interface HttpRequest {
  method: HttpMethod;
  /** Below `/api`, with its leading slash. */
  path: string;
  query?: Query;
  body?: unknown;
  token?: string;
  /** Goes out even if the page is left meanwhile; the body is 64 KiB at most. */
  keepalive?: boolean;
}

const answerWithinMs = 15_000;

function addressOf(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return `/api${path}${text ? `?${text}` : ''}`;
}

function retryAfterOf(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : undefined;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;
}

async function failureOf(response: Response): Promise<ApiError> {
  const retryAfterMs = retryAfterOf(response);
  const content: unknown = await response.json().catch(() => null);
  if (isProblem(content)) return ApiError.fromProblem(content, retryAfterMs);
  return new ApiError(codeForStatus(response.status), response.statusText, { retryAfterMs });
}

/** One call of the REST API; the cookie goes along. Throws `ApiError`, `offline` when no answer came. */
export async function callApi<T>(request: HttpRequest): Promise<T> {
  const response = await answerTo(request, 'application/json');
  if (response.status === 204) return undefined as T;
  return await uncut(response.json() as Promise<T>);
}

/** A file that the API answers; `name` is what the server calls it, null where it says nothing. */
export interface ApiFile {
  content: Blob;
  name: string | null;
}

/** As `callApi`, where the answer is a file. */
export async function callForFile(request: HttpRequest): Promise<ApiFile> {
  const response = await answerTo(request, '*/*');
  const [, name = null] = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  return { content: await uncut(response.blob()), name };
}

async function answerTo(request: HttpRequest, accept: string): Promise<Response> {
  const { method, path, query, body, token, keepalive } = request;
  const headers: Record<string, string> = { accept };
  if (token) headers['authorization'] = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(addressOf(path, query), {
      method,
      headers,
      credentials: 'same-origin',
      keepalive,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(answerWithinMs),
    });
  } catch (thrown) {
    throw ApiError.noAnswer(thrown instanceof Error ? thrown.message : 'no answer');
  }
  if (!response.ok) throw await failureOf(response);
  return response;
}

async function uncut<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch {
    throw ApiError.noAnswer('the answer was cut off');
  }
}
