import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { DataSource } from 'typeorm';
import { connectToDatabase, databaseThrough } from '../../../test/database-line.js';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { UnavailableError } from '../errors/domain-error.js';
import { DomainEvent } from '../events/domain-event.js';
import { EventBus } from '../events/event-bus.js';
import { Metrics } from '../observability/metrics.js';
import { CommitRecords, insertOfCommitRecord } from './commit-records.js';
import { DoubtfulCommits } from './doubtful-commits.js';
import { dataSourceOptions, lockTimeoutMs } from './data-source-options.js';
import { UnitOfWork } from './unit-of-work.js';

class Noted extends DomainEvent {
  static readonly eventName = 'thing.noted.v1';

  constructor(readonly text: string) {
    super();
  }
}

describe('a connection that breaks during the commit', () => {
  let database: TestDatabase;
  let wire: Server;
  let dataSource: DataSource;
  let unitOfWork: UnitOfWork;
  let announced: string[];
  let metrics: Metrics;
  /** What becomes of the next COMMIT: it is carried out but the answer is lost, or it never arrives. */
  let cut: 'answer' | 'request' | null;

  function carry(near: Socket): void {
    const far = connectToDatabase(database.url);
    let silent = false;
    near.on('data', (bytes) => {
      if (cut && bytes.includes('COMMIT')) {
        if (cut === 'request') return void far.destroy();
        silent = true;
        cut = null;
      }
      far.write(bytes);
    });
    far.on('data', (bytes) => (silent ? far.destroy() : near.write(bytes)));
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      end.on('error', () => undefined);
      end.on('close', () => other.destroy());
    }
  }

  beforeEach(async () => {
    database = await createTestDatabase();
    wire = createServer(carry);
    await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
    const url = databaseThrough((wire.address() as AddressInfo).port, database.url);
    dataSource = new DataSource(dataSourceOptions({ url, poolSize: 2, applicationName: 'litspark-test' }));
    await dataSource.initialize();
    await dataSource.query('CREATE TABLE notes (text text NOT NULL)');
    const bus = new EventBus();
    announced = [];
    bus.on(Noted, ({ text }) => announced.push(text));
    metrics = new Metrics();
    const commits = new CommitRecords(dataSource);
    unitOfWork = new UnitOfWork(dataSource, bus, commits, new DoubtfulCommits(dataSource, commits, metrics));
    cut = null;
  });
  afterEach(async () => {
    await dataSource.destroy();
    await new Promise((resolve) => wire.close(resolve));
    await database.drop();
  });

  const note = (text: string) =>
    unitOfWork.change([text], async () => {
      await unitOfWork.manager.query('INSERT INTO notes VALUES ($1)', [text]);
      unitOfWork.publish(new Noted(text));
      return text.length;
    });
  const counted = async () =>
    ((await metrics.text()).match(/^litspark_doubtful_commits_total\{.*$/gm) ?? []).filter(
      (line) => !line.endsWith(' 0'),
    );
  const stored = () => dataSource.query<{ text: string }[]>('SELECT text FROM notes');

  it('answers and announces what was committed all the same', async () => {
    cut = 'answer';
    expect(await note('kept')).toBe(4);
    expect(announced).toEqual(['kept']);
    expect(await stored()).toEqual([{ text: 'kept' }]);
    expect(await counted()).toEqual(['litspark_doubtful_commits_total{outcome="committed"} 1']);
  });

  it('throws and announces nothing where nothing was committed', async () => {
    cut = 'request';
    await expect(note('lost')).rejects.toBeInstanceOf(UnavailableError);
    cut = null;
    expect(announced).toEqual([]);
    expect(await stored()).toEqual([]);
    expect(await counted()).toEqual(['litspark_doubtful_commits_total{outcome="rolled_back"} 1']);
  });

  describe('of one statement that commits by itself', () => {
    const noteAtOnce = (text: string) => {
      const done = (kept: string) => {
        unitOfWork.publish(new Noted(kept));
        return kept.length;
      };
      return unitOfWork.changeInOneStatement([text], () => ({
        send: async ({ node, number }) => {
          const recording = insertOfCommitRecord('$2', '$3');
          const sql = `WITH recorded AS (${recording}) INSERT INTO notes VALUES ($1) /* COMMIT */`;
          await unitOfWork.manager.query(sql, [text, node, number]);
          return done(text);
        },
        recall: async () => done((await stored())[0]?.text ?? ''),
      }));
    };

    it('answers and announces what was committed all the same', async () => {
      cut = 'answer';
      expect(await noteAtOnce('kept')).toBe(4);
      expect(announced).toEqual(['kept']);
      expect(await counted()).toEqual(['litspark_doubtful_commits_total{outcome="committed"} 1']);
    });

    it('throws and announces nothing where nothing was committed', async () => {
      cut = 'request';
      await expect(noteAtOnce('lost')).rejects.toBeInstanceOf(UnavailableError);
      cut = null;
      expect(announced).toEqual([]);
      expect(await stored()).toEqual([]);
      expect(await counted()).toEqual(['litspark_doubtful_commits_total{outcome="rolled_back"} 1']);
    });

    it('is known not to have taken place where there was no connection to send it over', async () => {
      const asked = jest.spyOn(CommitRecords.prototype, 'hasCommitted');
      await dataSource.destroy();
      await expect(noteAtOnce('lost')).rejects.toBeInstanceOf(UnavailableError);
      expect(asked).not.toHaveBeenCalled();
      jest.restoreAllMocks();
      await dataSource.initialize();
      expect(announced).toEqual([]);
    });

    it('throws what is wrong with the statement', async () => {
      const wrong = unitOfWork.changeInOneStatement(['x'], () => ({
        send: () => unitOfWork.manager.query('SELECT 1 / 0'),
        recall: () => Promise.reject(new Error('asked')),
      }));
      await expect(wrong).rejects.toThrow('division by zero');
      expect(await counted()).toEqual([]);
    });
  });

  it('keeps the next change of the same conversation waiting, so that both are announced in order', async () => {
    cut = 'answer';
    const first = note('same');
    const second = note('same');
    await Promise.all([first, second]);
    expect(announced).toEqual(['same', 'same']);
    expect(await stored()).toHaveLength(2);
  });

  it('tries again, as one that may wait, where a lock was had in the moment at which it was given up', async () => {
    let tries = 0;
    const outcome = unitOfWork.transaction(async () => {
      tries += 1;
      // What PostgreSQL says of it, once in some thousands.
      if (tries === 1) await unitOfWork.manager.query('SELECT pg_cancel_backend(pg_backend_pid())');
      return unitOfWork.waitsForLocks;
    });
    expect(await outcome).toBe(true);
    expect(tries).toBe(2);
  });

  it('tries a change however long its turn took to come', async () => {
    const now = performance.now.bind(performance);
    const first = unitOfWork.change(['same'], async () => {
      await unitOfWork.manager.query('SELECT 1');
      jest.spyOn(performance, 'now').mockImplementation(() => now() + lockTimeoutMs);
    });
    const second = note('same');
    try {
      await first;
      expect(await second).toBe(4);
    } finally {
      jest.restoreAllMocks();
    }
  });
});
