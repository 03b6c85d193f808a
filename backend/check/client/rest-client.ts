import { Agent, request, type IncomingMessage } from 'node:http';
import { problem } from '@litspark/shared-contracts';
import type { Outcome } from './outcome.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Call {
  method: Method;
  path: string;
  body?: unknown;
  token?: string;
  cookie?: string;
}

/** `cookies` as the server set them. */
export interface Reply {
  body: unknown;
  status: number;
  cookies: readonly string[];
}

const patienceMs = 6_000;

/** One client's HTTP connections to one port. */
export class RestClient {
  private agent = new Agent({ keepAlive: true, maxSockets: 6 });

  constructor(private readonly port: number) {}

  async call({ method, path, body, token, cookie }: Call): Promise<Outcome<Reply>> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(text !== '' && { 'content-length': String(Buffer.byteLength(text)) }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(cookie !== undefined && { cookie }),
    };
    try {
      const response = await this.exchange(method, path, headers, text);
      return toOutcome(response.message, response.text);
    } catch (error) {
      return { is: 'unknown', why: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Breaks off whatever is under way. */
  close(): void {
    this.agent.destroy();
    this.agent = new Agent({ keepAlive: true, maxSockets: 6 });
  }

  private exchange(
    method: Method,
    path: string,
    headers: Record<string, string>,
    text: string,
  ): Promise<{ message: IncomingMessage; text: string }> {
    return new Promise((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port: this.port, agent: this.agent, method, path, headers });
      const timer = setTimeout(() => call.destroy(new Error('no answer in time')), patienceMs);
      const fail = (error: Error) => {
        clearTimeout(timer);
        reject(error);
      };
      call.on('error', fail);
      call.on('response', (message) => {
        const chunks: Buffer[] = [];
        message.on('data', (chunk: Buffer) => chunks.push(chunk));
        message.on('error', fail);
        message.on('aborted', () => fail(new Error('the answer broke off')));
        message.on('end', () => {
          clearTimeout(timer);
          resolve({ message, text: Buffer.concat(chunks).toString() });
        });
      });
      call.end(text);
    });
  }
}

function toOutcome(message: IncomingMessage, text: string): Outcome<Reply> {
  const status = message.statusCode ?? 0;
  if (status >= 200 && status < 300) {
    const body: unknown = text === '' ? null : JSON.parse(text);
    return { is: 'done', data: { body, status, cookies: message.headers['set-cookie'] ?? [] } };
  }
  const parsed = problem.safeParse(safely(text));
  if (!parsed.success) return { is: 'unknown', why: `status ${status}` };
  const retryAfterMs = Number(message.headers['retry-after'] ?? 0) * 1_000;
  return { is: 'error', code: parsed.data.code, retryAfterMs };
}

function safely(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
