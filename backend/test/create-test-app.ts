import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DynamicModule, Type } from '@nestjs/common';
import { AppModule } from '../src/app.module.js';
import { Configuration, type Settings } from '../src/platform/config/configuration.js';
import { httpBounds } from '../src/platform/config/http-bounds.js';
import { jobTiming } from '../src/platform/config/job-timing.js';
import { configureHttp, openHttp } from '../src/platform/http/configure-http.js';
import { createLogger } from '../src/platform/observability/logger.js';
import { NestLogger } from '../src/platform/observability/nest-logger.js';
import { useRealtime } from '../src/platform/realtime/realtime.adapter.js';
import { lowPasswordCost } from './low-password-cost.js';
import { createTestDatabase } from './test-database.js';

/** The whole product, listening. */
export interface TestApp {
  /** Such as http://127.0.0.1:40123 */
  url: string;
  configuration: Configuration;
  nest: NestExpressApplication;
  /** What it wrote to its log, line by line, parsed. */
  log: Record<string, unknown>[];
  get<T>(type: Type<T> | (abstract new (...args: never[]) => T)): T;
  close(): Promise<void>;
}

/** Starts the product on a database of its own (or on `settings.databaseUrl`: a second node) with the given settings, and perhaps a made-up feature. */
export async function createTestApp(
  settings: Partial<Settings> = {},
  ...madeUp: readonly Type[]
): Promise<TestApp> {
  const database = settings.databaseUrl ? null : await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'litspark-test-data-'));
  const configuration = new Configuration({
    production: false,
    port: 0,
    host: '127.0.0.1',
    workers: 1,
    dataDir,
    databaseUrl: database?.url ?? null,
    databasePoolSize: 10,
    acceptLoss: false,
    redisUrl: null,
    jwtSecret: 'a secret for tests that is long enough to be one',
    jwtSecretsPrevious: [],
    allowedOrigins: ['http://allowed.example'],
    hstsSubdomains: false,
    trustProxy: [],
    admin: null,
    demo: false,
    disableDemo: false,
    accessTokenTtlMs: 900_000,
    refreshTokenTtlMs: 86_400_000,
    sessionMaxTtlMs: 90 * 86_400_000,
    rateLimitMessages: null,
    rateLimitWork: null,
    drainMs: 0,
    receiptDays: 90,
    metricsToken: null,
    logLevel: 'info',
    httpBounds,
    jobTiming,
    passwordCost: lowPasswordCost,
    clientDir: join(dataDir, 'no-client'),
    ...settings,
  });
  const log: Record<string, unknown>[] = [];
  const stream = { write: (line: string) => void log.push(JSON.parse(line) as Record<string, unknown>) };
  const logger = createLogger(configuration, stream);
  const product = AppModule.with(configuration);
  const root: DynamicModule = { ...product, imports: [...(product.imports ?? []), ...madeUp] };
  const nest = await NestFactory.create<NestExpressApplication>(root, {
    bodyParser: false,
    forceCloseConnections: true,
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  const close = async () => {
    await nest.close();
    await database?.drop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    configureHttp(nest, logger);
    useRealtime(nest);
    await openHttp(nest);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: (await nest.getUrl()).replace('[::1]', '127.0.0.1'),
    configuration,
    nest,
    log,
    get: (type) => nest.get(type, { strict: false }),
    close,
  };
}
