import { Client, type ClientConfig } from 'pg';

/**
 * The server says this before it closes a connection: it stops (57P01, 57P02), the database is gone (57P04), or the session was
 * idle (57P05, 25P03) or its transaction open for too long (25P04).
 */
const closingStates = new Set(['57P01', '57P02', '57P04', '57P05', '25P03', '25P04']);

/** Ends as soon as the server says that it closes the connection: the pool would give it to the next caller until it is closed. */
export class PooledClient extends Client {
  constructor(config?: ClientConfig) {
    super(config);
    this.connection.on('errorMessage', ({ code }: { code?: string }) => {
      if (closingStates.has(code ?? '')) void this.end();
    });
  }
}
