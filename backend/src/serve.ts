import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import type { Configuration } from './platform/config/configuration.js';
import { configureHttp, openHttp } from './platform/http/configure-http.js';
import { JobWorker } from './platform/jobs/job-worker.js';
import { ReadyLines } from './platform/lifecycle/ready-lines.js';
import { stopOnSignal } from './platform/lifecycle/stop-on-signal.js';
import { handleUncaughtErrors } from './platform/lifecycle/uncaught-errors.js';
import { createLogger } from './platform/observability/logger.js';
import { Metrics } from './platform/observability/metrics.js';
import { NestLogger } from './platform/observability/nest-logger.js';
import { EngineDoors } from './platform/realtime/engine-doors.js';
import { useRealtime } from './platform/realtime/realtime.adapter.js';
import { Workers } from './platform/workers/workers.js';

/** Serves API, sockets and web client until a signal stops it; `afterwards` comes last. Returns what the operator should read. */
export async function serve(
  configuration: Configuration,
  afterwards: () => Promise<void>,
): Promise<string[]> {
  const logger = createLogger(configuration);
  const nestLogger = new NestLogger(logger);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(configuration), {
    bodyParser: false,
    forceCloseConnections: true,
    abortOnError: false,
    logger: nestLogger,
  });
  configureHttp(app, logger);
  useRealtime(app);
  await openHttp(app);
  handleUncaughtErrors(logger, app.get(Metrics));
  stopOnSignal(app, logger, afterwards);
  app.get(JobWorker, { strict: false }).begin();
  const address = (await app.getUrl()).replace('127.0.0.1', 'localhost');
  // Behind a proxy people reach it at an origin that is allowed.
  const reached = (configuration.production ? configuration.allowedOrigins[0] : undefined) ?? address;
  const { workers } = configuration;
  const ready = `LitSpark Messagerie is ready: ${address}${workers > 1 ? ` (${workers} workers)` : ''}`;
  const lines = ['', ready, '', ...(await app.get(ReadyLines).all(reached))];
  app.get(Workers).send({ kind: 'ready', lines, door: app.get(EngineDoors).port });
  return lines;
}
