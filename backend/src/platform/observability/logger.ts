import { type DestinationStream, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { Configuration } from '../config/configuration.js';
import { serializeError } from './serialize-error.js';

/** JSON lines in production, readable ones elsewhere. Bodies, tokens, cookies and passwords are never given to it. */
export function createLogger(
  { logLevel, production }: Configuration,
  destination?: DestinationStream,
): Logger {
  const options = { level: logLevel, serializers: { err: serializeError } };
  if (destination) return pino(options, destination);
  if (production) return pino(options);
  const colorize = process.stdout.isTTY;
  const ignore = 'pid,hostname,context,requestId,responseTime';
  return pino(options, pretty({ colorize, translateTime: 'SYS:HH:MM:ss', ignore, sync: true }));
}
