import type { SystemCall } from './system-calls.js';

/** Bytes of the write-ahead log, within one of its pages. */
export interface LogPiece {
  /** The name of the segment. */
  file: string;
  offset: number;
  bytes: Buffer;
}

/** A message and the part of the log without which it is lost: from its transaction's first record to its commit. */
export interface LoggedMessage {
  body: string;
  pieces: readonly LogPiece[];
}

const flushes = new Set(['fsync', 'fdatasync']);
const sends = new Set(['write', 'writev', 'sendto', 'sendmsg']);

/**
 * What speaks against “acknowledged means durable”: for each message the first of its announcements to a client of the
 * service's `port` that left before its part of the log was written, and then flushed. A flush counts if it began
 * after the writing had ended, and ended before the announcement began. A message without any announcement is a finding
 * too: a trace that shows nothing proves nothing.
 */
export function findEarlyAnnouncements(
  calls: readonly SystemCall[],
  messages: readonly LoggedMessage[],
  port: number,
): string[] {
  const toClients = calls.filter(
    ({ name, target }) => sends.has(name) && target.startsWith(`TCP:[127.0.0.1:${port}->`),
  );
  return messages.flatMap(({ body, pieces }) => {
    const first = toClients.find(({ data }) => data.includes(body));
    if (!first) return [`“${body}” was never announced`];
    const durable = Math.max(...pieces.map((piece) => durableAt(calls, piece)));
    if (durable < first.began) return [];
    return [`“${body}” was announced at ${first.began}, and durable at ${durable}`];
  });
}

/** The line of the trace where a piece of the log was safe; Infinity for never. */
function durableAt(calls: readonly SystemCall[], { file, offset, bytes }: LogPiece): number {
  const ofFile = calls.filter(({ target }) => target.endsWith(`/pg_wal/${file}`));
  // A page is written again and again as it fills: what counts is a write that had these very bytes.
  const written = ofFile.find(
    (call) =>
      call.name === 'pwrite64' &&
      call.offset <= offset &&
      call.data.subarray(offset - call.offset, offset - call.offset + bytes.length).equals(bytes),
  );
  if (!written) return Infinity;
  const ends = ofFile
    .filter(({ name, began }) => flushes.has(name) && began > written.ended)
    .map(({ ended }) => ended);
  return Math.min(...ends);
}
