import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { EmbeddedPostgres } from '../../src/platform/database/embedded/embedded-postgres.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { processorMs } from './processor-time.js';
import type { Row } from './row.js';
import { catchUp } from './rows/catch-up.js';
import { connections } from './rows/connections.js';
import { cut } from './rows/cut.js';
import { fanOut } from './rows/fan-out.js';
import { hot } from './rows/hot.js';
import { paced } from './rows/paced.js';
import { passive } from './rows/passive.js';
import { sends } from './rows/sends.js';
import { stage } from './stage.js';
import type { Running, Subject } from './subject.js';
import { bareWs } from './subjects/bare-ws.js';
import { product } from './subjects/product.js';
import { bareSocketIo, weekend } from './subjects/socket-io.js';
import type { Figures } from './figures.js';

const rows: Record<string, Row> = { sends, hot, paced, passive, fanOut, connections, cut, catchUp };

/** The rows of the table, by which they are chosen. */
export const rowNames = Object.keys(rows);

export interface Measured {
  figures: Figures;
  /** Of the subjects, ours first. */
  names: readonly [string, ...string[]];
}

/**
 * The product over its sockets beside baselines that are measured in turns with it. Each server has a process of its own, all that store
 * share one PostgreSQL, and this process is all the clients. Throws where a message was lost, doubled or, in the product, out of order.
 */
export async function measureWire(chosen: readonly string[], rounds: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'litspark-bench-'));
  const server = await EmbeddedPostgres.open({ dataDir: folder });
  const running = new Map<Subject, Running>();
  const figures: Figures = new Map();
  /** Of a server and of the database, which works for nobody else meanwhile. */
  const used = ({ pid }: Running) => processorMs([pid, postmaster(folder)]);
  try {
    await migrate(server.url);
    const subjects = [
      product(server.url, join(folder, 'service')),
      weekend(await secondDatabase(server.superuserUrl)),
      bareSocketIo,
      bareWs,
    ];
    for (const subject of subjects) {
      say(`starting: ${subject.name}`);
      const its = await subject.start(stage);
      running.set(subject, its);
      // What just started is not compiled yet: these sends don't count.
      await sends({ subject, running: its, round: -1, processorMs: () => NaN });
    }
    for (let round = 0; round < rounds; round += 1)
      for (const [name, row] of Object.entries(rows).filter(([name]) => chosen.includes(name)))
        for (const [subject, its] of running) {
          say(`round ${round + 1} of ${rounds}: ${name}, ${subject.name}`);
          keep(figures, subject, await row({ subject, running: its, round, processorMs: () => used(its) }));
          // The end of one is not the beginning of another.
          await delay(500);
        }
    const [ours, ...others] = subjects.map(({ name }) => name);
    return { figures, names: [ours ?? '', ...others] };
  } finally {
    for (const its of running.values()) await its.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function postmaster(folder: string): number {
  const [pid] = readFileSync(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n', 1);
  return Number(pid);
}

function keep(figures: Figures, { name }: Subject, measured: Record<string, number>): void {
  for (const [figure, value] of Object.entries(measured)) {
    const bySubject = figures.get(figure) ?? new Map<string, number[]>();
    figures.set(figure, bySubject.set(name, [...(bySubject.get(name) ?? []), value]));
  }
}

function say(line: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\u001B[K${line}` : `${line}\n`);
}

async function secondDatabase(superuserUrl: string): Promise<string> {
  const client = new Client(superuserUrl);
  await client.connect();
  await client.query('CREATE DATABASE weekend');
  await client.end();
  const url = new URL(superuserUrl);
  url.pathname = '/weekend';
  return url.href;
}
