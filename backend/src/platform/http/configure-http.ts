import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { limits } from '@litspark/shared-contracts';
import express from 'express';
import type { Logger } from 'pino';
import { Configuration } from '../config/configuration.js';
import type { HttpBounds } from '../config/http-bounds.js';
import { NotFoundError } from '../errors/domain-error.js';
import { ProblemFilter } from '../errors/problem.filter.js';
import { toContractError } from '../errors/translate-error.js';
import { HttpMetrics } from '../observability/http-metrics.js';
import { requestContext } from '../observability/request-context.js';
import { requestLog } from '../observability/request-log.js';
import { clientFiles } from './client-files.js';
import { Draining } from '../lifecycle/draining.js';
import { hostCheck, hostRule } from './host-check.js';
import { originCheck } from './origin-check.js';
import { requestId } from './request-id.js';
import { sendProblem } from './send-problem.js';
import { cutStalledReaders } from './stalled-readers.js';
import { securityHeaders } from './security-headers.js';
import { untrustedProxyWarning } from './untrusted-proxy.js';
import { ValidationPipe } from './validation.pipe.js';

/** What every HTTP request goes through before a controller sees it. Create the application with `bodyParser: false`. */
export function configureHttp(app: NestExpressApplication, logger: Logger): void {
  const configuration = app.get(Configuration);
  app.set('trust proxy', configuration.trustProxy.length > 0 ? configuration.trustProxy : false);
  app.disable('x-powered-by');
  // Queries are flat: `?a[b]=c` stays what it is.
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.setGlobalPrefix('api', { exclude: ['health/live', 'health/ready', 'metrics'] });
  app.use(requestId);
  app.use(requestContext);
  app.use(requestLog(logger));
  app.use(untrustedProxyWarning(logger));
  app.use(app.get(HttpMetrics).middleware);
  app.use(securityHeaders(configuration));
  app.use(app.get(Draining).middleware);
  app.use(hostCheck(hostRule(configuration), configuration));
  app.use(originCheck(configuration.allowedOrigins));
  app.use(clientFiles(configuration.clientDir));
  app.use('/api', ((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  }) satisfies express.RequestHandler);
  app.use(express.json({ limit: limits.restBodyBytes, strict: false, inflate: false }));
  app.useGlobalPipes(new ValidationPipe());
  app.useGlobalFilters(new ProblemFilter());
}

/** Starts the application's modules and then listens. What is neither a route nor a file is answered as a problem, too. */
export async function openHttp(app: NestExpressApplication): Promise<void> {
  const { port, host, httpBounds } = app.get(Configuration);
  boundConnections(app.getHttpServer(), httpBounds, app.get(HttpMetrics));
  await app.init();
  const toProblem: express.ErrorRequestHandler = (error, request, response, _next) =>
    sendProblem(request, response, toContractError(error));
  // Nest's own answers to unknown paths and faults end where its prefix does.
  app.use(((_request, _response, next) => next(new NotFoundError(''))) satisfies express.RequestHandler);
  app.use(toProblem);
  await app.listen(port, host);
}

/** What a request or a reader that makes no headway costs us ends by itself. */
function boundConnections(server: Server, bounds: HttpBounds, metrics: HttpMetrics): void {
  server.headersTimeout = bounds.headersMs;
  server.requestTimeout = bounds.requestMs;
  // An option of `createServer`, which Nest calls for us; it is read when the server begins to listen.
  Object.assign(server, { connectionsCheckingInterval: bounds.checkEveryMs });
  cutStalledReaders(server, bounds, () => metrics.stalledReaderCut());
}
