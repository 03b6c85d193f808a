import type { HttpBounds } from './http-bounds.js';
import type { JobTiming } from './job-timing.js';
import type { PasswordCost } from './password-cost.js';

/** What one user may use up (`points`), and the time in which that is given back. */
export interface UserRate {
  points: number;
  durationMs: number;
}

/** How the process was configured at its start; see `environment.ts` for the variables. Never changes. */
export interface Settings {
  production: boolean;
  /** 0 takes a free port. */
  port: number;
  host: string;
  /** Processes on this machine that serve on the one port; 1 is the service alone. */
  workers: number;
  /** Absolute. */
  dataDir: string;
  /** Null for the embedded database. */
  databaseUrl: string | null;
  /** Of each process. */
  databasePoolSize: number;
  /** Whether a PostgreSQL that may forget what it has acknowledged is accepted. */
  acceptLoss: boolean;
  redisUrl: string | null;
  /** Signs tokens. */
  jwtSecret: string;
  /** Were used before it: what they signed is still taken. */
  jwtSecretsPrevious: string[];
  /** Browsers' origins besides our own, as `new URL(…).origin` writes them. */
  allowedOrigins: string[];
  /** Whether browsers learn that the subdomains speak HTTPS, too. */
  hstsSubdomains: boolean;
  /** Proxies whose `X-Forwarded-*` is believed; empty for none. */
  trustProxy: string[];
  admin: { email: string; password: string } | null;
  demo: boolean;
  /** Disable the demo accounts that can still sign in, where the demo is off. */
  disableDemo: boolean;
  accessTokenTtlMs: number;
  refreshTokenTtlMs: number;
  /** How long a session lives at most, however often it is refreshed. */
  sessionMaxTtlMs: number;
  /** Null for no limit. */
  rateLimitMessages: UserRate | null;
  /** The budget of work; null for none. */
  rateLimitWork: UserRate | null;
  /** How long a stop waits for balancers to notice before it refuses. */
  drainMs: number;
  /** How long the service answers when markers reached a message. */
  receiptDays: number;
  metricsToken: string | null;
  logLevel: string;
  httpBounds: HttpBounds;
  /** No variable sets it: only tests choose another. */
  jobTiming: JobTiming;
  /** No variable sets it: only tests choose a lower one. */
  passwordCost: PasswordCost;
  /** Where the built web client lies; absent files are simply not served. */
  clientDir: string;
}

/** Injectable: the settings of this process. */
export class Configuration implements Readonly<Settings> {
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  readonly workers: number;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly databasePoolSize: number;
  readonly acceptLoss: boolean;
  readonly redisUrl: string | null;
  readonly jwtSecret: string;
  readonly jwtSecretsPrevious: string[];
  readonly allowedOrigins: string[];
  readonly hstsSubdomains: boolean;
  readonly trustProxy: string[];
  readonly admin: { email: string; password: string } | null;
  readonly demo: boolean;
  readonly disableDemo: boolean;
  readonly accessTokenTtlMs: number;
  readonly refreshTokenTtlMs: number;
  readonly sessionMaxTtlMs: number;
  readonly rateLimitMessages: UserRate | null;
  readonly rateLimitWork: UserRate | null;
  readonly drainMs: number;
  readonly receiptDays: number;
  readonly metricsToken: string | null;
  readonly logLevel: string;
  readonly httpBounds: HttpBounds;
  readonly jobTiming: JobTiming;
  readonly passwordCost: PasswordCost;
  readonly clientDir: string;

  constructor(settings: Settings) {
    Object.assign(this, settings);
  }

  /** The same with some settings changed. */
  with(changes: Partial<Settings>): Configuration {
    return new Configuration({ ...this, ...changes });
  }
}
