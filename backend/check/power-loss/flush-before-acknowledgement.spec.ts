import { describe, expect, it } from '@jest/globals';
import { findEarlyAnnouncements, type LoggedMessage } from './flush-before-acknowledgement.js';
import { readTrace } from './system-calls.js';

const hex = (text: string) =>
  [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
const segment = `8<${hex('/data/pg_wal/000000010000000000000001')}>`;
const other = `8<${hex('/data/pg_wal/000000010000000000000002')}>`;
const client = '20<TCP:[127.0.0.1:3000->127.0.0.1:40000]>';
const database = '21<TCP:[127.0.0.1:50000->127.0.0.1:5432]>';

const insert = `7 write(${database}, "${hex('INSERT bonjour')}", 14) = 14`;
const written = `9 pwrite64(${segment}, "${hex('....commit')}", 10, 90) = 10`;
const stale = `9 pwrite64(${segment}, "${hex('....\0\0\0\0\0\0')}", 10, 90) = 10`;
const flushed = `9 fdatasync(${segment}) = 0 (DELAYED)`;
const flushing = `9 fdatasync(${segment} <unfinished ...>`;
const flushEnds = `9 <... fdatasync resumed>) = 0`;
const answered = `7 writev(${client}, [{iov_base="${hex('~')}", iov_len=1}, {iov_base="${hex('ok bonjour')}", iov_len=10}], 2) = 11`;

const message: LoggedMessage = {
  body: 'bonjour',
  pieces: [{ file: '000000010000000000000001', offset: 94, bytes: Buffer.from('commit') }],
};
const findings = (...lines: string[]) => findEarlyAnnouncements(readTrace(lines.join('\n')), [message], 3000);

describe('the order of write, flush and answer', () => {
  it('is right when the flush began after the write and ended before the answer', () => {
    expect(findings(insert, written, flushed, answered)).toEqual([]);
    expect(findings(insert, written, flushing, flushEnds, answered)).toEqual([]);
    expect(findings(insert, stale, flushed, written, flushed, answered)).toEqual([]);
  });

  it.each([
    ['no flush', [insert, written, answered]],
    ['a flush after the answer', [insert, written, answered, flushed]],
    ['a flush that had begun before the write', [insert, flushing, written, flushEnds, answered]],
    ['a flush that had not ended', [insert, written, flushing, answered, flushEnds]],
    [
      'a flush that failed',
      [insert, written, `9 fdatasync(${segment}) = -1 EIO (Input/output error)`, answered],
    ],
    ['a flush of another segment', [insert, written, `9 fdatasync(${other}) = 0`, answered]],
    ['a write from before there was anything to write', [insert, stale, flushed, answered]],
    ['a write elsewhere', [insert, written.replace(', 90)', ', 80)'), flushed, answered]],
    [
      'a write that failed',
      [insert, written.replace('= 10', '= -1 ENOSPC (No space left)'), flushed, answered],
    ],
  ])('is wrong with %s', (_what, lines) => {
    expect(findings(...lines)).toEqual([
      expect.stringMatching(/^“bonjour” was announced at \d+, and durable at/),
    ]);
  });

  it('proves nothing of a message that no client heard of', () => {
    expect(findings(insert, written, flushed)).toEqual(['“bonjour” was never announced']);
  });
});
