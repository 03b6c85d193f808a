import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { EmbeddedPostgres } from '../../src/platform/database/embedded/embedded-postgres.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { median } from '../median.js';
import { opened } from '../wire/subjects/opened.js';
import { startService, tokenOf } from '../wire/subjects/product.js';
import type { Figures } from '../wire/figures.js';
import { table } from '../wire/table.js';
import { type Call, calls, type Subject } from './calls.js';
import { fill } from './fill.js';
import { progressBar } from './progress-bar.js';

const rounds = 5;
const callsInRound = 100;
const small = 10_000;

interface Running extends Subject {
  stop(): Promise<void>;
}

/** The same calls to two nodes, one with few messages in its database and one with many, in turns. Gives a Markdown table. */
export async function measureLarge(many: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'litspark-bench-large-'));
  const server = await EmbeddedPostgres.open({
    dataDir: folder,
    settings: { max_wal_size: '8GB', maintenance_work_mem: '1GB' },
  });
  const running = new Map<string, Running>();
  const figures: Figures = new Map();
  try {
    for (const messages of [many, small]) {
      const url = await makeDatabase(server, `of_${messages}`);
      running.set(`${messages.toLocaleString('en')} messages`, await start(url, messages, folder));
    }
    for (let round = -1; round < rounds; round += 1)
      for (const [name, call] of Object.entries(calls)) {
        const taken = await timedInTurns(running, call);
        // What just started is not compiled yet, and its pages are not in memory: the first round doesn't count.
        if (round >= 0)
          for (const [subject, milliseconds] of taken)
            keep(figures, `${name}, ms`, subject, median(milliseconds));
      }
    const names = [...running.keys()];
    return table(figures, names, names[0] ?? '');
  } finally {
    for (const its of running.values()) await its.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Call by call, so that a noisy machine disturbs all of them alike. In milliseconds, by subject. */
async function timedInTurns(
  subjects: ReadonlyMap<string, Subject>,
  call: Call,
): Promise<Map<string, number[]>> {
  const taken = new Map([...subjects.keys()].map((name) => [name, [] as number[]]));
  for (let count = 0; count < callsInRound; count += 1)
    // None always has the other one’s call behind it.
    for (const [name, subject] of count % 2 === 0 ? subjects : [...subjects].toReversed()) {
      const start = performance.now();
      await call(subject);
      taken.get(name)?.push(performance.now() - start);
    }
  return taken;
}

function keep(figures: Figures, figure: string, subject: string, value: number): void {
  const bySubject = figures.get(figure) ?? new Map<string, number[]>();
  figures.set(figure, bySubject.set(subject, [...(bySubject.get(subject) ?? []), value]));
}

async function makeDatabase(server: EmbeddedPostgres, name: string): Promise<string> {
  const url = new URL(server.url);
  const client = new Client({ connectionString: server.superuserUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} OWNER ${url.username}`);
  await client.end();
  url.pathname = `/${name}`;
  await migrate(url.href);
  return url.href;
}

async function start(url: string, messages: number, folder: string): Promise<Running> {
  const bar = progressBar(`Filling ${messages.toLocaleString('en')}`);
  const filled = await fill(url, messages, bar.show);
  bar.end();
  const service = await startService(url, join(folder, `service-${messages}`));
  const tokens = { reader: tokenOf(filled.reader), absent: tokenOf(filled.absent) };
  const socket = await opened(service.url, { token: tokens.reader });
  return {
    filled,
    socket,
    get: async <T>(as: 'reader' | 'absent', path: string) => {
      const answer = await fetch(`${service.url}${path}`, {
        headers: { authorization: `Bearer ${tokens[as]}` },
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return (await answer.json()) as T;
    },
    stop: async () => {
      socket.disconnect();
      await service.stop();
    },
  };
}
