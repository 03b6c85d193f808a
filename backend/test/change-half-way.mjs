// What `FrozenNode` runs: a change by the built product's unit of work, which waits for a line before it ends.
import 'reflect-metadata';
import { once } from 'node:events';
import { DataSource } from 'typeorm';
import { CommitRecords } from '../dist/platform/database/commit-records.js';
import { DoubtfulCommits } from '../dist/platform/database/doubtful-commits.js';
import { dataSourceOptions } from '../dist/platform/database/data-source-options.js';
import { UnitOfWork } from '../dist/platform/database/unit-of-work.js';
import { DomainEvent } from '../dist/platform/events/domain-event.js';
import { EventBus } from '../dist/platform/events/event-bus.js';
import { Metrics } from '../dist/platform/observability/metrics.js';

const [url, conversationId] = process.argv.slice(2);
const dataSource = new DataSource(
  dataSourceOptions({ url, poolSize: 2, applicationName: 'litspark-frozen' }),
);
await dataSource.initialize();
const commits = new CommitRecords(dataSource);
const doubtful = new DoubtfulCommits(dataSource, commits, new Metrics());
const unitOfWork = new UnitOfWork(dataSource, new EventBus(), commits, doubtful);

class Renamed extends DomainEvent {
  static eventName = 'test.renamed.v1';
}

try {
  await unitOfWork.change([conversationId], async () => {
    await unitOfWork.manager.query(`UPDATE conversations SET title = 'Gelé' WHERE id = $1`, [conversationId]);
    unitOfWork.publish(new Renamed());
    console.log('holding');
    await once(process.stdin, 'data');
  });
  console.log('DONE');
} catch (error) {
  console.log(error.code ?? error.message);
}
process.exit(0);
