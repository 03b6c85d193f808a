import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import * as z from 'zod';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { until } from '../../../test/until.js';
import { jobTiming } from '../config/job-timing.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Metrics } from '../observability/metrics.js';
import { JobWorker } from './job-worker.js';
import { defineJob, type JobRun } from './job.js';
import { type EnqueueOptions, Jobs } from './jobs.js';

const quick = { ...jobTiming, pollMs: 50, beatMs: 100 };

const note = defineJob({ name: 'test.note.v1', payload: z.object({ text: z.string() }), attempts: 2 });
type Handler = (text: string, run: JobRun) => Promise<void> | void;

interface Row {
  name: string;
  attempts: number;
  inSeconds: number;
  error: string | null;
  locked: boolean;
}

/** A node that runs notes, and what it ran. */
class Node {
  readonly ran: string[] = [];
  handler: Handler = () => undefined;

  private constructor(readonly app: TestApp) {}

  static async on({ url }: TestDatabase): Promise<Node> {
    const node = new Node(await createTestApp({ databaseUrl: url, jobTiming: quick }));
    node.jobs.handle(note, async ({ text }, run) => {
      node.ran.push(text);
      await node.handler(text, run);
    });
    return node;
  }

  get jobs(): Jobs {
    return this.app.get(Jobs);
  }

  enqueue(text: string, options?: EnqueueOptions): Promise<void> {
    return this.app.get(UnitOfWork).transaction(() => this.jobs.enqueue(note, { text }, options));
  }

  /** Until its worker says that it lives. */
  async start(): Promise<void> {
    const before = (await this.workers()).length;
    await this.enqueue('begin');
    await until(async () => (await this.workers()).length > before && (await this.rows()).length === 0);
    this.ran.length = 0;
  }

  workers(): Promise<{ id: string; seen: number }[]> {
    return this.app
      .get(DataSource)
      .query('SELECT id, extract(epoch FROM seen_at)::float8 AS seen FROM job_workers');
  }

  rows(): Promise<Row[]> {
    return this.app.get(DataSource).query(`
      SELECT task_identifier AS name, attempts, extract(epoch FROM run_at - now())::float8 AS "inSeconds",
        last_error AS error, locked_at IS NOT NULL AS locked
      FROM graphile_worker.jobs ORDER BY id`);
  }

  query(sql: string): Promise<unknown> {
    return this.app.get(DataSource).query(sql);
  }
}

let database: TestDatabase;
let one: Node;
const nodes: Node[] = [];
const start = async () => {
  const node = await Node.on(database);
  nodes.push(node);
  return node;
};
const dueNow = `SELECT FROM graphile_worker.jobs j, graphile_worker.reschedule_jobs(ARRAY[j.id], run_at := now())`;

afterEach(async () => {
  for (const node of nodes.splice(0)) await node.app.close();
  await database.drop();
});
beforeEach(async () => {
  database = await createTestDatabase();
  one = await start();
});

describe('a job', () => {
  it('runs once after its commit, by one node of two', async () => {
    const two = await start();
    await one.start();
    await two.start();
    one.ran.length = 0;
    const texts = Array.from({ length: 20 }, (_, at) => `n${at}`);
    await Promise.all(texts.map((text, at) => (at % 2 ? one : two).enqueue(text)));
    await until(async () => (await one.rows()).length === 0);
    expect([...one.ran, ...two.ran].sort()).toEqual([...texts].sort());
  });

  it('never runs where its transaction is rolled back', async () => {
    const failing = one.app.get(UnitOfWork).transaction(async () => {
      await one.jobs.enqueue(note, { text: 'lost' });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await one.enqueue('kept');
    await until(async () => one.ran.length > 0 && (await one.rows()).length === 0);
    expect(one.ran).toEqual(['kept']);
  });

  it('runs outside of the unit of work that enqueued it', async () => {
    const inside: boolean[] = [];
    one.handler = () => void inside.push(one.app.get(UnitOfWork).isRunning);
    await one.enqueue('first');
    await until(() => inside.length > 0);
    expect(inside).toEqual([false]);
  });

  it('is tried again after a pause, then is dead, and stays to be seen', async () => {
    const signals: number[] = [];
    one.handler = (_text, { attempt }) => {
      signals.push(attempt);
      throw new Error('out of order');
    };
    await one.enqueue('bad');
    await until(async () => (await one.rows())[0]?.error === 'out of order');
    const [waiting] = await one.rows();
    expect(waiting).toMatchObject({ attempts: 1, locked: false });
    expect(waiting?.inSeconds).toBeGreaterThan(1);
    expect(signals).toEqual([1]);
    await one.query(dueNow);
    await until(async () => (await one.rows())[0]?.attempts === 2 && !(await one.rows())[0]?.locked);
    await one.query(dueNow);
    one.handler = () => undefined;
    await one.enqueue('good');
    await until(() => one.ran.includes('good'));
    expect(one.ran).toEqual(['bad', 'bad', 'good']);
    await until(async () => (await one.rows()).length === 1);
    const figures = await one.app.get(Metrics).text();
    for (const figure of [
      'litspark_jobs{name="test.note.v1",state="dead"} 1',
      'litspark_jobs{name="test.note.v1",state="waiting"} 0',
      ...['failed', 'dead', 'succeeded'].map(
        (outcome) => `litspark_job_duration_seconds_count{name="test.note.v1",outcome="${outcome}"} 1`,
      ),
    ])
      expect(figures).toContain(figure);
    const lines = one.app.log
      .filter(({ job }) => job === note.name)
      .map(({ msg, attempt }) => [msg, attempt]);
    expect(lines).toEqual([
      ['a job failed and will be tried again', 1],
      ['a job is dead: it failed for the last time', 2],
    ]);
  });

  it('waits for its time, and can be taken back', async () => {
    const hour = new Date(Date.now() + 3_600_000);
    await one.enqueue('later', { runAt: hour, key: 'a' });
    await one.enqueue('never', { runAt: hour, key: 'b' });
    await one.enqueue('much later', { runAt: hour, key: 'a' });
    await one.enqueue('now');
    await until(async () => (await one.rows()).length === 2);
    expect(one.ran).toEqual(['now']);
    expect((await one.rows())[0]?.inSeconds).toBeGreaterThan(3_500);
    expect(await one.app.get(Metrics).text()).toContain('{name="test.note.v1",state="scheduled"} 2');
    await one.app.get(UnitOfWork).transaction(() => one.jobs.cancel(note, 'b'));
    await one.query(dueNow);
    await until(async () => (await one.rows()).length === 0);
    expect(one.ran).toEqual(['now', 'much later']);
  });

  it('runs by its schedule once for all nodes, also when nobody was there', async () => {
    const past = new Date(Date.now() - 120_000);
    const clock = defineJob({
      name: 'test.clock.v1',
      payload: z.object({}),
      schedule: { cron: `${past.getUTCMinutes()} * * * *`, catchUpMs: 600_000 },
    });
    const two = await start();
    const struck: Node[] = [];
    for (const node of [one, two]) node.jobs.handle(clock, () => Promise.resolve(void struck.push(node)));
    await one.query(`
      INSERT INTO graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
      VALUES ('test.clock.v1', now() - interval '1 day', now() - interval '1 hour')`);
    await Promise.all([one.enqueue('begin'), two.enqueue('begin')]);
    await until(async () => struck.length > 0 && (await one.workers()).length === 2);
    const seen = new Map((await one.workers()).map((worker) => [worker.id, worker.seen]));
    await until(async () => (await one.workers()).every(({ id, seen: at }) => at > (seen.get(id) ?? 0)));
    await until(async () => (await one.rows()).length === 0);
    expect(struck).toHaveLength(1);
  });

  it('runs although the worker was cut off while it read what it can run', async () => {
    const locker = one.app.get(DataSource).createQueryRunner();
    await locker.startTransaction();
    await locker.query('LOCK graphile_worker._private_tasks IN ACCESS EXCLUSIVE MODE');
    one.app.get(JobWorker).begin();
    const cut = () =>
      one.query(`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'litspark-jobs' AND wait_event_type = 'Lock' AND datname = current_database()`);
    await until(async () => ((await cut()) as unknown[]).length > 0);
    await locker.rollbackTransaction();
    await locker.release();
    await one.enqueue('after');
    await until(() => one.ran.includes('after'));
  });

  it('runs although its worker could not note what became of others', async () => {
    await one.start();
    const finish: (() => void)[] = [];
    one.handler = (text, { attempt }) =>
      text === 'after' || attempt > 1 ? undefined : new Promise<void>((resolve) => finish.push(resolve));
    for (const text of ['first', 'second']) await one.enqueue(text);
    await until(() => finish.length === 2);
    await one.query(`
      CREATE SEQUENCE deletions;
      CREATE FUNCTION fail_twice() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF nextval('deletions') <= 2 THEN RAISE 'out of order'; END IF; RETURN OLD; END $$;
      CREATE TRIGGER failing BEFORE DELETE ON graphile_worker._private_jobs
        FOR EACH ROW EXECUTE FUNCTION fail_twice();`);
    const failures = () =>
      one.app.log.filter(({ msg }) => String(msg).startsWith('Failed to complete jobs')).length;
    finish[0]?.();
    await until(() => failures() === 1);
    finish[1]?.();
    await until(() => failures() === 2);
    await one.enqueue('after');
    await until(() => one.ran.includes('after'));
    await until(async () => (await one.rows()).length === 0);
    expect([...one.ran].sort()).toEqual(['after', 'first', 'first', 'second', 'second']);
  });

  it('that runs is waited for when its node stops', async () => {
    const steps: string[] = [];
    one.handler = async (_text, { signal }) => {
      steps.push('began');
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      await one.query('SELECT pg_sleep(0.1)');
      steps.push('ended');
    };
    const two = await start();
    await one.enqueue('long');
    await until(() => steps.length === 1);
    await one.app.close().then(() => steps.push('closed'));
    nodes.shift();
    expect(steps).toEqual(['began', 'ended', 'closed']);
    expect(await two.rows()).toEqual([]);
    expect(await two.workers()).toEqual([]);
  });
});

describe('jobs', () => {
  it('refuse what can’t be right', async () => {
    const { jobs } = one;
    const inUnit = (work: () => Promise<void>) => one.app.get(UnitOfWork).transaction(work);
    await expect(jobs.enqueue(note, { text: 'x' })).rejects.toThrow('outside a unit of work');
    await expect(inUnit(() => jobs.enqueue(note, { text: 1 } as never))).rejects.toThrow(
      'test.note.v1 doesn’t take this payload',
    );
    const other = defineJob({ name: 'test.other.v1', payload: z.object({}) });
    await expect(inUnit(() => jobs.enqueue(other, {}))).rejects.toThrow(
      'nothing handles the job test.other.v1',
    );
    const handle = (options: Parameters<typeof defineJob>[0]) => () =>
      jobs.handle(defineJob(options), () => Promise.resolve());
    const payload = z.object({});
    expect(handle({ name: 'test.note.v1', payload })).toThrow('two jobs are called test.note.v1');
    expect(handle({ name: 'note', payload })).toThrow('names no job');
    expect(handle({ name: 'test.daily.v1', payload, schedule: { cron: 'daily' } })).toThrow(
      'is none (daily)',
    );
    expect(handle({ name: 'test.daily.v1', payload: note.payload, schedule: { cron: '7 * * * *' } })).toThrow(
      'takes a payload',
    );
    expect(await one.rows()).toEqual([]);
  });

  it('of workers that are not known are freed, as after a restore', async () => {
    await one.enqueue('left', { runAt: new Date(Date.now() + 3_600_000) });
    await one.query(`
      UPDATE graphile_worker._private_jobs
      SET run_at = now(), attempts = 1, locked_by = 'of another time', locked_at = now() - interval '1 minute'`);
    await one.enqueue('next');
    await until(async () => (await one.rows()).length === 0);
    expect([...one.ran].sort()).toEqual(['left', 'next']);
  });
});
