import type { Client } from 'pg';
import type { LoggedMessage, LogPiece } from './flush-before-acknowledgement.js';

const pageBytes = 8_192;
const segmentBytes = 16 * 1024 * 1024;

/** Where the log ends now. */
export async function logEnd(database: Client): Promise<string> {
  const { rows } = await database.query<{ at: string }>('SELECT pg_current_wal_insert_lsn()::text AS at');
  return rows[0]?.at ?? '0/0';
}

/**
 * The messages with these bodies, and where in the log they are: as PostgreSQL itself reads it, since `start`. The log is
 * flushed first, so that it can be read.
 */
export async function findInLog(
  database: Client,
  bodies: readonly string[],
  start: string,
): Promise<LoggedMessage[]> {
  await database.query('CREATE EXTENSION IF NOT EXISTS pg_walinspect');
  await database.query('CHECKPOINT');
  const { rows } = await database.query<{ body: string; from: string; to: string; timeline: string }>(
    `SELECT m.body, records.from, records.to, substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) AS timeline
     FROM messages m JOIN (
       SELECT xid::text, min(start_lsn)::text AS from, max(end_lsn)::text AS to
       FROM pg_get_wal_records_info($2, pg_current_wal_flush_lsn())
       GROUP BY xid HAVING bool_or(record_type = 'COMMIT')
     ) records ON records.xid = m.xmin::text
     WHERE m.body = ANY($1)`,
    [bodies, start],
  );
  const found: LoggedMessage[] = [];
  for (const { body, from, to, timeline } of rows) {
    const pieces: LogPiece[] = [];
    for (const range of rangesOf(toNumber(from), toNumber(to), timeline))
      pieces.push(await read(database, range));
    found.push({ body, pieces });
  }
  return found;
}

type LogRange = Omit<LogPiece, 'bytes'> & { length: number };

/** A page is what PostgreSQL writes. */
function rangesOf(from: number, to: number, timeline: string): LogRange[] {
  const ranges: LogRange[] = [];
  for (let at = from; at < to;) {
    const end = Math.min(to, (Math.floor(at / pageBytes) + 1) * pageBytes);
    const segment = Math.floor(at / segmentBytes);
    const perGroup = 2 ** 32 / segmentBytes;
    const file = `${timeline}${hex(Math.floor(segment / perGroup))}${hex(segment % perGroup)}`;
    ranges.push({ file, offset: at % segmentBytes, length: end - at });
    at = end;
  }
  return ranges;
}

async function read(database: Client, { file, offset, length }: LogRange): Promise<LogPiece> {
  const { rows } = await database.query<{ bytes: Buffer }>(
    `SELECT pg_read_binary_file('pg_wal/' || $1, $2, $3) AS bytes`,
    [file, offset, length],
  );
  const bytes = rows[0]?.bytes;
  if (bytes?.length !== length) throw new Error(`${file} has no ${length} bytes at ${offset}`);
  return { file, offset, bytes };
}

/** PostgreSQL writes a position in the log as two halves. */
function toNumber(lsn: string): number {
  const [high = '', low = ''] = lsn.split('/');
  return parseInt(high, 16) * 2 ** 32 + parseInt(low, 16);
}

const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');
