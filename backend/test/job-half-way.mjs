// What `killed-worker.spec.ts` starts and kills: the built product, in the middle of a job.
import { createRequire } from 'node:module';
import * as z from 'zod';
import { AppModule } from '../dist/app.module.js';
import { readConfiguration } from '../dist/platform/config/environment.js';
import { UnitOfWork } from '../dist/platform/database/unit-of-work.js';
import { defineJob } from '../dist/platform/jobs/job.js';
import { Jobs } from '../dist/platform/jobs/jobs.js';

// The one that the product finds: that of its bundle.
const { NestFactory } = createRequire(new URL('../dist/main.js', import.meta.url))('@nestjs/core');
const jobTiming = JSON.parse(process.argv[2]);
const configuration = readConfiguration().with({ jobTiming });
const app = await NestFactory.createApplicationContext(AppModule.with(configuration), {
  logger: false,
  abortOnError: false,
});
const jobs = app.get(Jobs, { strict: false });
const job = defineJob({ name: 'test.half-way.v1', payload: z.object({ text: z.string() }) });
jobs.handle(job, () => {
  console.log('holding');
  return new Promise(() => undefined);
});
await app.get(UnitOfWork, { strict: false }).transaction(() => jobs.enqueue(job, { text: 'not to be lost' }));
