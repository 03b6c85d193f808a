import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Metrics } from '../observability/metrics.js';

interface Pool {
  totalCount: number;
  idleCount: number;
  waitingCount: number;
}

/** How the connection pool is. */
@Injectable()
export class DatabaseHealth implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const pool = this.pool();
    this.metrics.gauge({
      name: 'litspark_database_pool_connections',
      help: 'Connections to PostgreSQL by state, and work that waits for one.',
      labelNames: ['state'],
      collect() {
        this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
        this.set({ state: 'idle' }, pool.idleCount);
        this.set({ state: 'waiting' }, pool.waitingCount);
      },
    });
  }

  private pool(): Pool {
    // TypeORM's driver for PostgreSQL keeps its pool under this name, and types it as anything.
    return (this.dataSource.driver as unknown as { master: Pool }).master;
  }
}
