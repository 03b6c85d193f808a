import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Configuration } from '../../platform/config/configuration.js';
import { NotFoundError, UnauthenticatedError } from '../../platform/errors/domain-error.js';
import { Metrics, type ProcessFigures } from '../../platform/observability/metrics.js';
import { Public } from '../../platform/security/access.js';
import { Workers } from '../../platform/workers/workers.js';

const loopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;
const nearHost = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;
/** What proxies add. */
const forwarding = /^(forwarded|via|x-forwarded-.*|x-original-.*|x-real-ip|.*-(client|connecting)-ip)$/;

/** Figures for Prometheus: to programs on this machine or, where a token is set, to who bears it. */
@Controller('metrics')
@Public()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly configuration: Configuration,
    private readonly workers: Workers,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async show(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<string> {
    this.requireAccess(request);
    response.type(this.metrics.contentType);
    if (this.workers.number === null) return this.metrics.text();
    return this.metrics.textWith(await this.workers.askOthers<ProcessFigures>('metrics'));
  }

  private requireAccess(request: Request): void {
    const { metricsToken } = this.configuration;
    if (metricsToken !== null) {
      if (!isSame(request.headers.authorization ?? '', `Bearer ${metricsToken}`)) {
        throw new UnauthenticatedError('This takes the metrics token.');
      }
      return;
    }
    // A proxy on this machine speaks for somebody elsewhere; one that adds nothing still passes on the name that was asked for.
    const isForwarded = Object.keys(request.headers).some((name) => forwarding.test(name));
    const isNear =
      loopback.test(request.socket.remoteAddress ?? '') && nearHost.test(request.headers.host ?? '');
    if (isForwarded || !isNear) {
      throw new NotFoundError('There is nothing here.');
    }
  }
}

/** Compares in a time that tells nothing. */
function isSame(given: string, expected: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
