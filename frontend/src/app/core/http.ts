import type { Problem } from '@litspark/shared-contracts';
import { ApiError, codeForStatus } from './api-error';

export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
export type Query = Record<string, string | number | boolean | null | undefined>;

export interface CallOptions {
  /** Ends the call, which then throws as if no answer had come. */
  signal?: AbortSignal;
  /** How long the answer may take to begin and to end, in milliseconds; 15 s where left out. */
  withinMs?: number;
  /** Goes out even if the page is left meanwhile; the body is 64 KiB at most. */
  keepalive?: boolean;
  /** Called as the answer arrives: bytes so far, and of all where the server says so. */
  onProgress?: (received: number, total: number | null) => void;
}

export interface HttpRequest extends CallOptions {
  method: HttpMethod;
  /** Below `/api`, with its leading slash. */
  path: string;
  query?: Query;
  body?: unknown;
  token?: string;
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
  const { method, path, query, body, token, keepalive, signal, withinMs = answerWithinMs } = request;
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
      signal: eitherOf(AbortSignal.timeout(withinMs), signal),
    });
  } catch (thrown) {
    throw ApiError.noAnswer(thrown instanceof Error ? thrown.message : 'no answer');
  }
  if (!response.ok) throw await failureOf(response);
  return request.onProgress ? watched(response, request.onProgress) : response;
}

const eitherOf = (limit: AbortSignal, given: AbortSignal | undefined): AbortSignal =>
  given ? AbortSignal.any([limit, given]) : limit;

/** The same answer, with a word at each piece of its body. */
function watched(response: Response, onProgress: NonNullable<CallOptions['onProgress']>): Response {
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  // Of a compressed answer the length is another than that of what is read.
  const isPlain = !response.headers.has('content-encoding');
  const total = isPlain && Number.isFinite(length) ? length : null;
  let received = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      received += piece.byteLength;
      onProgress(received, total);
      controller.enqueue(piece);
    },
  });
  return new Response(response.body?.pipeThrough(counting), response);
}

async function uncut<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch {
    throw ApiError.noAnswer('the answer was cut off');
  }
}
