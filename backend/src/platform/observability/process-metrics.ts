import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Metrics } from './metrics.js';

const nanosecondsPerSecond = 1e9;

/** The process itself: memory, processor time and how late the event loop runs. */
@Injectable()
export class ProcessMetrics implements OnModuleInit, OnApplicationShutdown {
  private readonly delay = monitorEventLoopDelay({ resolution: 10 });

  constructor(private readonly metrics: Metrics) {}

  onModuleInit(): void {
    this.delay.enable();
    const { delay } = this;
    this.metrics.gauge({
      name: 'litspark_event_loop_delay_seconds',
      help: 'How late the event loop ran since it was last asked, by quantile.',
      labelNames: ['quantile'],
      collect() {
        for (const quantile of [50, 99]) {
          this.set({ quantile: `0.${quantile}` }, delay.percentile(quantile) / nanosecondsPerSecond);
        }
        this.set({ quantile: '1' }, delay.max / nanosecondsPerSecond);
        delay.reset();
      },
    });
    this.metrics.gauge({
      name: 'litspark_process_resident_memory_bytes',
      help: 'Memory that the process holds.',
      collect() {
        this.set(process.memoryUsage.rss());
      },
    });
    this.metrics.gauge({
      name: 'litspark_process_cpu_seconds',
      help: 'Processor time used since the start.',
      collect() {
        const { user, system } = process.cpuUsage();
        this.set((user + system) / 1e6);
      },
    });
  }

  onApplicationShutdown(): void {
    this.delay.disable();
  }
}
