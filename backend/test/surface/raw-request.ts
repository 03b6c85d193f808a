import { request as open } from 'node:http';
import type { TestApp } from '../create-test-app.js';

export interface RawAnswer {
  status: number;
  contentType: string;
  text: string;
}

/** One HTTP call with its path and body as they are: nothing is normalised or encoded. */
export function rawRequest(
  { url }: Pick<TestApp, 'url'>,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: string | Buffer,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const call = open({ hostname, port, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}
