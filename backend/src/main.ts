import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { readConfiguration } from './platform/config/environment.js';
import { type PreparedDatabase, prepareDatabase } from './platform/database/prepare-database.js';
import { configureHttp, openHttp } from './platform/http/configure-http.js';
import { ReadyLines } from './platform/lifecycle/ready-lines.js';
import { startFailure } from './platform/lifecycle/start-failure.js';
import { stopOnSignal, surviveFaults } from './platform/lifecycle/stop-on-signal.js';
import { createLogger } from './platform/observability/logger.js';
import { NestLogger } from './platform/observability/nest-logger.js';
import { useRealtime } from './platform/realtime/realtime.adapter.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

let database: PreparedDatabase | undefined;
try {
  const told = readConfiguration();
  const prepared = await prepareDatabase(told, say);
  database = prepared;
  const configuration = told.with({ databaseUrl: prepared.url });
  const logger = createLogger(configuration);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(configuration), {
    bodyParser: false,
    forceCloseConnections: true,
    abortOnError: false,
    logger: new NestLogger(logger),
  });
  configureHttp(app, logger);
  await useRealtime(app);
  await openHttp(app);
  surviveFaults(logger);
  stopOnSignal(app, logger, () => prepared.stop());
  const address = (await app.getUrl()).replace('127.0.0.1', 'localhost');
  say(`\nLitSpark Messagerie is ready: ${address}\n`);
  app.get(ReadyLines).all.forEach(say);
} catch (error) {
  process.stderr.write(`${startFailure(error)}\n`);
  await database?.stop();
  process.exit(1);
}
