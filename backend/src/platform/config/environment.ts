import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { email, password, workPoints } from '@litspark/shared-contracts';
import ms, { type StringValue } from 'ms';
import * as z from 'zod';
import { Configuration, type UserRate } from './configuration.js';
import { demoSetting, type DemoWish } from './demo-setting.js';
import { httpBounds } from './http-bounds.js';
import { jobTiming } from './job-timing.js';
import { passwordCost } from './password-cost.js';
import { loadJwtSecret } from './jwt-secret.js';
import { StartError } from './start-error.js';

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const text = (takes: string) => z.string(takes);
const duration = (takes: string) =>
  text(takes).transform((value, context) => toMilliseconds(value) ?? fail(context, takes));
const onOff = (takes: string) =>
  text(takes).transform((value, context) => toBoolean(value) ?? fail(context, takes));
const url = (takes: string, protocols: string[]) =>
  text(takes).refine((value) => protocols.includes(parseUrl(value)?.protocol ?? ''), takes);
const like = (schema: z.ZodType, takes: string) =>
  text(takes).refine((value) => schema.safeParse(value).success, takes);
const wholeNumber = (least: number, most: number) => {
  const takes = `a whole number from ${least} to ${most}`;
  return text(takes)
    .regex(/^\d+$/, takes)
    .transform(Number)
    .refine((value) => value >= least && value <= most, takes);
};
const userRate = (takes: string) =>
  text(takes).transform((value, context): UserRate | null => {
    if (value === '0') return null;
    const [points, time] = value.split('/');
    const durationMs = toMilliseconds(time ?? '');
    if (!/^[1-9]\d{0,6}$/.test(points ?? '') || durationMs === null) return fail(context, takes);
    return { points: Number(points), durationMs };
  });
const list = (value: string) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

/** Connections without which a process can't serve. */
const leastPool = 2;
/** Less than the dearest call costs would refuse it for ever. */
const leastWork = Math.max(...Object.values(workPoints));
const demoTakes = 'on, off or public';
/** Where a browser shows us while we are worked on. */
const developmentOrigins = ['http://localhost:3000', 'http://localhost:4200', 'http://localhost:5173'];

// The message of each check completes the sentence “NAME takes …”.
const schema = z.object({
  NODE_ENV: z.string().optional(),
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: text('a host name or address').default('127.0.0.1'),
  WORKERS: wholeNumber(1, 64).default(1),
  DATA_DIR: text('a folder').default('.data'),
  DATABASE_URL: url('an address such as postgres://user:password@host:5432/name', [
    'postgres:',
    'postgresql:',
  ]).optional(),
  DATABASE_POOL_SIZE: wholeNumber(leastPool, 500).default(20),
  ACCEPT_LOSS_OF_ACKNOWLEDGED_MESSAGES: z.enum(['yes', 'no'], 'yes or no').default('no'),
  REDIS_URL: url('an address such as redis://host:6379', ['redis:', 'rediss:']).optional(),
  JWT_SECRET: text('a secret')
    .refine((value) => Buffer.byteLength(value) >= 32, 'a secret of 32 bytes or more')
    .optional(),
  JWT_SECRETS_PREVIOUS: text('secrets')
    .transform((value, context) => {
      const takes = 'secrets of 32 bytes or more each, separated by commas';
      return list(value).map((item) => (Buffer.byteLength(item) >= 32 ? item : fail(context, takes)));
    })
    .default([]),
  ALLOWED_ORIGINS: text('origins')
    .transform((value, context) => {
      const takes = 'origins separated by commas, such as https://chat.example.org,http://localhost:3000';
      return list(value).map((item) => toOrigin(item) ?? fail(context, takes));
    })
    .optional(),
  HSTS_SUBDOMAINS: onOff('on or off').default(false),
  TRUST_PROXY: text('addresses')
    .transform((value, context) => {
      const takes = 'addresses or networks of proxies separated by commas, such as loopback,10.0.0.0/8';
      return list(value).map((item) => (isNetwork(item) ? item : fail(context, takes)));
    })
    .default([]),
  ADMIN_EMAIL: like(email, 'an e-mail address').optional(),
  ADMIN_PASSWORD: like(password, 'a password of 12 characters or more').optional(),
  DEMO: text(demoTakes)
    .transform((value, context): DemoWish => {
      if (value.toLowerCase() === 'public') return 'public';
      return (toBoolean(value) ?? fail(context, demoTakes)) ? 'on' : 'off';
    })
    .optional(),
  DISABLE_DEMO: onOff('on or off').default(false),
  ACCESS_TOKEN_TTL: duration('a duration such as 15m').default(ms('15m')),
  REFRESH_TOKEN_TTL: duration('a duration such as 30d').default(ms('30d')),
  SESSION_MAX_TTL: duration('a duration such as 90d').default(ms('90d')),
  RATE_LIMIT_MESSAGES: userRate('a burst and its time such as 20/1s, or 0 for no limit').default({
    points: 20,
    durationMs: 1_000,
  }),
  RATE_LIMIT_WORK: userRate('points and their time such as 1200/1m, or 0 for no limit')
    .refine(
      (rate) => rate === null || rate.points >= leastWork,
      `${leastWork} points or more, or 0 for no limit`,
    )
    .default({ points: 1_200, durationMs: 60_000 }),
  DRAIN_SECONDS: wholeNumber(0, 600).default(5),
  RECEIPT_DAYS: wholeNumber(1, 36_500).default(90),
  METRICS_TOKEN: text('a token').optional(),
  LOG_LEVEL: z.enum(levels, `one of ${levels.join(', ')}`).default('info'),
});

/**
 * The configuration that the environment gives; empty variables count as not there. Makes what must be made once (the
 * token secret in `DATA_DIR`). Throws `StartError`: one line that names the variable and what it takes.
 */
export function readConfiguration(environment: NodeJS.ProcessEnv = process.env): Configuration {
  const values = checked(schema, environment);
  if ((values.ADMIN_EMAIL === undefined) !== (values.ADMIN_PASSWORD === undefined)) {
    const missing = values.ADMIN_EMAIL === undefined ? 'ADMIN_EMAIL' : 'ADMIN_PASSWORD';
    throw new StartError(
      `${missing} takes a value too: an administrator needs ADMIN_EMAIL and ADMIN_PASSWORD.`,
    );
  }
  const production = values.NODE_ENV === 'production';
  if (production && values.JWT_SECRET === undefined) {
    throw new StartError(
      'JWT_SECRET takes a secret of 32 bytes or more, and NODE_ENV=production requires it.',
    );
  }
  const { HOST: host, DISABLE_DEMO: disableDemo } = values;
  const demo = demoSetting(values.DEMO, { production, host, disableDemo });
  const dataDir = resolve(values.DATA_DIR);
  return new Configuration({
    production,
    port: values.PORT,
    host,
    workers: values.WORKERS,
    dataDir,
    databaseUrl: values.DATABASE_URL ?? null,
    databasePoolSize: Math.max(leastPool, Math.floor(values.DATABASE_POOL_SIZE / values.WORKERS)),
    acceptLoss: values.ACCEPT_LOSS_OF_ACKNOWLEDGED_MESSAGES === 'yes',
    redisUrl: values.REDIS_URL ?? null,
    jwtSecret: values.JWT_SECRET ?? loadJwtSecret(dataDir),
    jwtSecretsPrevious: values.JWT_SECRETS_PREVIOUS,
    allowedOrigins: values.ALLOWED_ORIGINS ?? (production ? [] : developmentOrigins),
    hstsSubdomains: values.HSTS_SUBDOMAINS,
    trustProxy: values.TRUST_PROXY,
    admin:
      values.ADMIN_EMAIL !== undefined && values.ADMIN_PASSWORD !== undefined
        ? { email: values.ADMIN_EMAIL, password: values.ADMIN_PASSWORD }
        : null,
    demo,
    disableDemo,
    accessTokenTtlMs: values.ACCESS_TOKEN_TTL,
    refreshTokenTtlMs: values.REFRESH_TOKEN_TTL,
    sessionMaxTtlMs: values.SESSION_MAX_TTL,
    rateLimitMessages: values.RATE_LIMIT_MESSAGES,
    rateLimitWork: values.RATE_LIMIT_WORK,
    drainMs: values.DRAIN_SECONDS * 1_000,
    receiptDays: values.RECEIPT_DAYS,
    metricsToken: values.METRICS_TOKEN ?? null,
    logLevel: values.LOG_LEVEL,
    httpBounds,
    jobTiming,
    passwordCost,
    clientDir: fileURLToPath(new URL('../../../../frontend/dist/browser', import.meta.url)),
  });
}

/** Where data lie, for a command that starts no service. Throws `StartError` as `readConfiguration` does; makes nothing. */
export function readStorageLocation(
  environment: NodeJS.ProcessEnv = process.env,
): Pick<Configuration, 'dataDir' | 'databaseUrl'> {
  const { DATA_DIR, DATABASE_URL } = checked(
    schema.pick({ DATA_DIR: true, DATABASE_URL: true }),
    environment,
  );
  return { dataDir: resolve(DATA_DIR), databaseUrl: DATABASE_URL ?? null };
}

/** Empty variables count as not there. */
function checked<T extends z.ZodType>(variables: T, environment: NodeJS.ProcessEnv): z.output<T> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new StartError(`${String(issue?.path[0])} takes ${issue?.message ?? 'another value'}.`);
}

function fail(context: z.RefinementCtx, takes: string): never {
  context.addIssue({ code: 'custom', message: takes });
  return z.NEVER;
}

/** Up to 24 days, which is what a timer can hold, is not enough for a refresh token: 10 years. */
function toMilliseconds(value: string): number | null {
  if (!/^\d+(\.\d+)?\s*(ms|s|m|h|d|w)$/.test(value)) return null;
  const result = ms(value as StringValue);
  return result > 0 && result <= ms('10y') ? result : null;
}

function parseUrl(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null;
}

function toOrigin(value: string): string | null {
  const parsed = parseUrl(value);
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.origin : null;
}

function toBoolean(value: string): boolean | null {
  if (['on', 'true', '1', 'yes'].includes(value.toLowerCase())) return true;
  return ['off', 'false', '0', 'no'].includes(value.toLowerCase()) ? false : null;
}

/** As Express understands them. */
function isNetwork(value: string): boolean {
  const [address = '', bits] = value.split('/');
  if (['loopback', 'linklocal', 'uniquelocal'].includes(value)) return true;
  return isIP(address) !== 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= 128));
}
