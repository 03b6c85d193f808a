import { connect, type Socket } from 'node:net';

/** A connection to the database's server: the far end of a line that a test puts in between. */
export function connectToDatabase(databaseUrl: string): Socket {
  const { hostname, port } = new URL(databaseUrl);
  const host = decodeURIComponent(hostname);
  // A folder is where the server has its Unix socket.
  return host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(Number(port), host);
}

/** The database by way of a line that listens on this port of 127.0.0.1. */
export function databaseThrough(port: number, databaseUrl: string): string {
  const { username, password, pathname } = new URL(databaseUrl);
  return `postgres://${username}:${password}@127.0.0.1:${port}${pathname}`;
}
