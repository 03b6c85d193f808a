import type { LoggerService } from '@nestjs/common';
import type { Level, Logger } from 'pino';

/** What Nest says while it puts itself together is of interest to its authors. */
const chatty = new Set<unknown>([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'WebSocketsController',
]);

/** What these report they also throw: who started the application tells it. */
const thrownToo = new Set<unknown>(['NestApplication', 'ExceptionHandler']);

/** Writes what Nest's `Logger` is given to pino: `logger.warn('text')`, `logger.error(error, 'text')`, `logger.log({ fields }, 'text')`. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  private write(level: Level, message: unknown, rest: unknown[]): void {
    // Nest's `Logger` appends the name of the class that speaks.
    const context = rest.at(-1);
    const texts = rest.slice(0, -1).filter((item) => typeof item === 'string');
    if (level === 'info' && chatty.has(context)) return;
    if (level === 'error' && thrownToo.has(context)) return;
    if (message instanceof Error) this.logger[level]({ context, err: message }, texts[0] ?? message.message);
    else if (typeof message === 'object' && message !== null)
      this.logger[level]({ context, ...message }, texts[0]);
    else this.logger[level]({ context, ...(texts[0] && { stack: texts[0] }) }, String(message));
  }
}
