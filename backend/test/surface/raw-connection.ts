import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { TestApp } from '../create-test-app.js';

/** A TCP connection to the app, for who speaks HTTP badly or doesn't read what is answered. */
export interface RawConnection {
  socket: Socket;
  /** Writes the head of a request, with a `Host`; an empty line and the body are the caller's. */
  head(line: string, headers?: Readonly<Record<string, string>>): void;
  /** Reads from now on. Resolves when the app has ended the connection, with all that it sent. */
  end(): Promise<string>;
}

export async function openRaw({ url }: Pick<TestApp, 'url'>): Promise<RawConnection> {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  // How it ends is seen by `end`.
  socket.on('error', () => undefined);
  const closed = once(socket, 'close').catch(() => undefined);
  await once(socket, 'connect');
  socket.pause();
  return {
    socket,
    head: (line, headers = {}) => {
      const all = { host, ...headers };
      socket.write(
        `${line} HTTP/1.1\r\n${Object.entries(all)
          .map(([name, value]) => `${name}: ${value}\r\n`)
          .join('')}`,
      );
    },
    end: async () => {
      const chunks: Buffer[] = [];
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      socket.resume();
      await closed;
      return Buffer.concat(chunks).toString();
    },
  };
}
