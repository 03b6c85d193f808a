import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import { Configuration } from '../config/configuration.js';
import { isError } from '../errors/is-error.js';
import { connectionLimits } from './data-source-options.js';
import { SharedAnswer } from './shared-answer.js';

/** Less than a container's health check waits. */
const patienceMs = 2_500;

/** New files each time, so that a full disk is noticed: a row that is only updated finds room on its page for long. */
const write = `
  LOCK TABLE write_probe IN ACCESS EXCLUSIVE MODE NOWAIT; TRUNCATE write_probe; INSERT INTO write_probe VALUES (clock_timestamp())`;
/** While somebody reads the table, as pg_dump does until its end: TRUNCATE would wait for that. */
const writeBesideReaders = `INSERT INTO write_probe VALUES (clock_timestamp()) ON CONFLICT DO NOTHING`;
const lockNotAvailable = '55P03';

const faults: Readonly<Record<string, string>> = {
  '53100': 'has no room left on its disk',
  '25006': 'only reads',
  '57014': 'takes too long to write',
};

/**
 * Whether PostgreSQL stores what it is given: one small transaction, on a connection beside the application's pool, which may
 * be busy while all is well. Asked once a second at most.
 */
@Injectable()
export class WriteProbe implements OnApplicationShutdown {
  private readonly pool: Pool;
  private readonly answer = new SharedAnswer(
    () => this.write(),
    (fault) => fault === null,
  );

  constructor({ databaseUrl }: Configuration) {
    this.pool = new Pool({
      ...connectionLimits(),
      connectionString: databaseUrl ?? undefined,
      application_name: 'litspark-probe',
      max: 1,
      connectionTimeoutMillis: patienceMs,
      query_timeout: patienceMs,
      // Its lock on the table must not outlive the question: other nodes ask too.
      statement_timeout: patienceMs,
    });
    // A connection that breaks while nothing is asked: the next question opens another.
    this.pool.on('error', () => undefined);
  }

  /** Null if it does; else what it does not do, to be read after “the database”. */
  fault(): Promise<string | null> {
    return this.answer.get();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  private async write(): Promise<string | null> {
    const code = await this.codeOf(write);
    const last = code === lockNotAvailable ? await this.codeOf(writeBesideReaders) : code;
    return last === null ? null : (faults[last] ?? 'is down');
  }

  /** Null where the statements succeed; else PostgreSQL's code, empty where it gave none. */
  private async codeOf(statements: string): Promise<string | null> {
    try {
      await this.pool.query(statements);
      return null;
    } catch (error) {
      return isError(error) && 'code' in error && typeof error.code === 'string' ? error.code : '';
    }
  }
}
