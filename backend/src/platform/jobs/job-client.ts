import type { ClientConfig } from 'pg';
import { PooledClient } from '../database/pooled-client.js';

/** The server starts up, or stops. */
const unreachable = '57P03';

/** Hides from the job library why it can't connect: with this code it would try again for minutes, in ever longer pauses. */
export class JobClient extends PooledClient {
  constructor(config?: ClientConfig) {
    super(config);
    this.connection.on('errorMessage', (error: { code?: string | undefined }) => {
      if (error.code === unreachable) error.code = undefined;
    });
  }
}
