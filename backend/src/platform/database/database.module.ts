import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Configuration } from '../config/configuration.js';
import { EventsModule } from '../events/events.module.js';
import { CommitRecords } from './commit-records.js';
import { DoubtfulCommits } from './doubtful-commits.js';
import { translateDatabaseError } from './database-errors.js';
import { dataSourceOptions } from './data-source-options.js';
import { DatabaseHealth } from './database-health.js';
import { UnitOfWork } from './unit-of-work.js';
import { WriteProbe } from './write-probe.js';

/** The connection pool and the unit of work. The database is ready before the application starts (`prepareDatabase`). */
@Global()
@Module({
  imports: [
    EventsModule,
    TypeOrmModule.forRootAsync({
      inject: [Configuration],
      useFactory: ({ databaseUrl, databasePoolSize }: Configuration) => {
        if (databaseUrl === null) throw new Error('the database was not prepared');
        return {
          ...dataSourceOptions({ url: databaseUrl, poolSize: databasePoolSize, applicationName: 'litspark' }),
          autoLoadEntities: true,
          // It was there a moment ago: on a busy machine a connection can take so long that it is given up.
          retryAttempts: 10,
          retryDelay: 500,
          toRetry: (error: unknown) => translateDatabaseError(error) !== error,
        };
      },
    }),
  ],
  providers: [CommitRecords, DoubtfulCommits, UnitOfWork, DatabaseHealth, WriteProbe],
  exports: [CommitRecords, UnitOfWork, WriteProbe, TypeOrmModule],
})
export class DatabaseModule {}
