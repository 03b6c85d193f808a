import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfiguration, readStorageLocation } from './environment.js';
import { StartError } from './start-error.js';

const secret = 'x'.repeat(32);

describe('the configuration', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'litspark-config-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has the defaults of the contract', () => {
    const configuration = readConfiguration({ DATA_DIR: folder });
    expect(configuration).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      dataDir: folder,
      databaseUrl: null,
      acceptLoss: false,
      redisUrl: null,
      allowedOrigins: ['http://localhost:3000', 'http://localhost:4200', 'http://localhost:5173'],
      hstsSubdomains: false,
      admin: null,
      demo: true,
      accessTokenTtlMs: 15 * 60_000,
      refreshTokenTtlMs: 30 * 86_400_000,
      sessionMaxTtlMs: 90 * 86_400_000,
      rateLimitMessages: { points: 20, durationMs: 1_000 },
      rateLimitWork: { points: 1_200, durationMs: 60_000 },
      drainMs: 5_000,
      receiptDays: 90,
      metricsToken: null,
      logLevel: 'info',
      production: false,
    });
  });

  it('takes what it is given', () => {
    const configuration = readConfiguration({
      NODE_ENV: 'production',
      PORT: '0',
      HOST: '::',
      DATA_DIR: folder,
      DATABASE_URL: 'postgres://u:p@db/name',
      ACCEPT_LOSS_OF_ACKNOWLEDGED_MESSAGES: 'yes',
      DRAIN_SECONDS: '20',
      RECEIPT_DAYS: '30',
      REDIS_URL: 'rediss://cache:6379',
      JWT_SECRET: secret,
      JWT_SECRETS_PREVIOUS: `${'a'.repeat(32)}, ${'b'.repeat(40)}`,
      ALLOWED_ORIGINS: 'https://Chat.example.org/ , http://localhost:80',
      ADMIN_EMAIL: 'boss@example.org',
      ADMIN_PASSWORD: 'a long passphrase',
      HSTS_SUBDOMAINS: 'on',
      ACCESS_TOKEN_TTL: '2s',
      REFRESH_TOKEN_TTL: '12h',
      SESSION_MAX_TTL: '7d',
      RATE_LIMIT_MESSAGES: '100/500ms',
      RATE_LIMIT_WORK: '0',
      METRICS_TOKEN: 't',
      LOG_LEVEL: 'debug',
    });
    expect(configuration).toMatchObject({
      production: true,
      port: 0,
      databaseUrl: 'postgres://u:p@db/name',
      acceptLoss: true,
      drainMs: 20_000,
      receiptDays: 30,
      jwtSecret: secret,
      jwtSecretsPrevious: ['a'.repeat(32), 'b'.repeat(40)],
      allowedOrigins: ['https://chat.example.org', 'http://localhost'],
      hstsSubdomains: true,
      admin: { email: 'boss@example.org', password: 'a long passphrase' },
      demo: false,
      accessTokenTtlMs: 2_000,
      refreshTokenTtlMs: 43_200_000,
      sessionMaxTtlMs: 7 * 86_400_000,
      rateLimitMessages: { points: 100, durationMs: 500 },
      rateLimitWork: null,
    });
    expect(readConfiguration({ DATA_DIR: folder, RATE_LIMIT_MESSAGES: '0', DEMO: 'off' })).toMatchObject({
      rateLimitMessages: null,
      demo: false,
    });
  });

  it.each([
    [{}, true],
    [{ HOST: 'localhost', DEMO: 'on' }, true],
    [{ HOST: '::1' }, true],
    [{ HOST: '127.0.0.2' }, true],
    [{ HOST: '0.0.0.0', DEMO: 'public' }, true],
    [{ HOST: '0.0.0.0', DEMO: 'off' }, false],
    [{ HOST: '0.0.0.0', NODE_ENV: 'production', JWT_SECRET: secret }, false],
    [{ DISABLE_DEMO: 'on' }, false],
  ])('with %j has a demo: %p', (environment, demo) => {
    expect(readConfiguration({ DATA_DIR: folder, ...environment })).toMatchObject({ demo });
  });

  it('allows no page of this machine in production unless it is told to', () => {
    const production = { NODE_ENV: 'production', DATA_DIR: folder, JWT_SECRET: secret };
    expect(readConfiguration(production).allowedOrigins).toEqual([]);
    const ALLOWED_ORIGINS = 'http://localhost:3000';
    expect(readConfiguration({ ...production, ALLOWED_ORIGINS }).allowedOrigins).toEqual([ALLOWED_ORIGINS]);
  });

  it('takes an empty variable for one that isn’t there', () => {
    expect(readConfiguration({ DATA_DIR: folder, PORT: '', METRICS_TOKEN: '' })).toMatchObject({
      port: 3000,
      metricsToken: null,
    });
  });

  it.each([
    [{ PORT: 'abc' }, 'PORT takes a whole number from 0 to 65535.'],
    [{ PORT: '70000' }, 'PORT takes a whole number from 0 to 65535.'],
    [{ PORT: '-1' }, 'PORT takes a whole number from 0 to 65535.'],
    [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL takes an address such as postgres:/],
    [{ REDIS_URL: 'localhost' }, /^REDIS_URL takes an address such as redis:/],
    [{ JWT_SECRET: 'short' }, 'JWT_SECRET takes a secret of 32 bytes or more.'],
    [
      { JWT_SECRETS_PREVIOUS: `${secret},short` },
      'JWT_SECRETS_PREVIOUS takes secrets of 32 bytes or more each, separated by commas.',
    ],
    [
      { NODE_ENV: 'production' },
      /^JWT_SECRET takes a secret of 32 bytes or more, and NODE_ENV=production requires it/,
    ],
    [{ ALLOWED_ORIGINS: 'http://ok.example,nonsense' }, /^ALLOWED_ORIGINS takes origins separated by commas/],
    [{ ALLOWED_ORIGINS: 'ftp://files.example' }, /^ALLOWED_ORIGINS takes origins separated by commas/],
    [{ ADMIN_EMAIL: 'a@b.fr' }, /^ADMIN_PASSWORD takes a value too/],
    [{ ADMIN_PASSWORD: 'a long passphrase' }, /^ADMIN_EMAIL takes a value too/],
    [{ ADMIN_EMAIL: 'nobody', ADMIN_PASSWORD: 'a long passphrase' }, 'ADMIN_EMAIL takes an e-mail address.'],
    [
      { ADMIN_EMAIL: 'a@b.fr', ADMIN_PASSWORD: 'short' },
      'ADMIN_PASSWORD takes a password of 12 characters or more.',
    ],
    [{ DEMO: 'maybe' }, 'DEMO takes on, off or public.'],
    [{ DEMO: 'on', DISABLE_DEMO: 'on' }, 'DEMO takes off where DISABLE_DEMO is on.'],
    [{ HOST: '0.0.0.0' }, /^DEMO takes off, or public if everybody who reaches HOST 0\.0\.0\.0 may/],
    [{ HOST: '::', DEMO: 'on' }, /^DEMO takes off, or public/],
    [{ HOST: '192.168.1.2', DEMO: 'on', NODE_ENV: 'production', JWT_SECRET: secret }, /^DEMO takes off/],
    [{ HOST: 'chat.example.org', DEMO: 'yes' }, /^DEMO takes off, or public/],
    [{ HSTS_SUBDOMAINS: 'maybe' }, 'HSTS_SUBDOMAINS takes on or off.'],
    [{ ACCESS_TOKEN_TTL: '15' }, 'ACCESS_TOKEN_TTL takes a duration such as 15m.'],
    [{ ACCESS_TOKEN_TTL: '0s' }, 'ACCESS_TOKEN_TTL takes a duration such as 15m.'],
    [{ SESSION_MAX_TTL: 'forever' }, 'SESSION_MAX_TTL takes a duration such as 90d.'],
    [{ REFRESH_TOKEN_TTL: 'forever' }, 'REFRESH_TOKEN_TTL takes a duration such as 30d.'],
    [{ RATE_LIMIT_MESSAGES: '20' }, /^RATE_LIMIT_MESSAGES takes a burst and its time such as 20\/1s/],
    [{ RATE_LIMIT_MESSAGES: '-5/1s' }, /^RATE_LIMIT_MESSAGES takes/],
    [{ RATE_LIMIT_WORK: '1200' }, /^RATE_LIMIT_WORK takes points and their time such as 1200\/1m/],
    [{ RATE_LIMIT_WORK: '4/1m' }, /^RATE_LIMIT_WORK takes 5 points or more/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL takes one of fatal, error/],
    [
      { ACCEPT_LOSS_OF_ACKNOWLEDGED_MESSAGES: 'true' },
      'ACCEPT_LOSS_OF_ACKNOWLEDGED_MESSAGES takes yes or no.',
    ],
    [{ WORKERS: '0' }, 'WORKERS takes a whole number from 1 to 64.'],
    [{ DRAIN_SECONDS: '5s' }, 'DRAIN_SECONDS takes a whole number from 0 to 600.'],
    [{ RECEIPT_DAYS: '0' }, 'RECEIPT_DAYS takes a whole number from 1 to 36500.'],
    [{ TRUST_PROXY: 'everybody' }, /^TRUST_PROXY takes addresses or networks of proxies/],
  ])('stops the start with one line for %j', (environment, expected) => {
    const read = () => readConfiguration({ DATA_DIR: folder, ...environment });
    expect(read).toThrow(StartError);
    expect(read).toThrow(expected);
    try {
      read();
    } catch (error) {
      expect((error as Error).message).not.toContain('\n');
    }
  });

  it('makes a token secret once, for its owner’s eyes only', () => {
    const dataDir = join(folder, 'fresh', 'data');
    const { jwtSecret } = readConfiguration({ DATA_DIR: dataDir });
    expect(Buffer.byteLength(jwtSecret)).toBeGreaterThanOrEqual(32);
    expect(statSync(join(dataDir, 'jwt-secret')).mode & 0o777).toBe(0o600);
    expect(readConfiguration({ DATA_DIR: dataDir }).jwtSecret).toBe(jwtSecret);
    expect(readFileSync(join(dataDir, 'jwt-secret'), 'utf8').trim()).toBe(jwtSecret);
    expect(existsSync(join(dataDir, `jwt-secret.${process.pid}`))).toBe(false);
  });

  it('says so where the data folder can’t be one', () => {
    writeFileSync(join(folder, 'a-file'), '');
    expect(() => readConfiguration({ DATA_DIR: join(folder, 'a-file') })).toThrow(
      /^DATA_DIR takes a folder that can be written to/,
    );
  });

  it('tells a command where data lie, whatever else is set, and makes nothing', () => {
    const dataDir = join(folder, 'absent');
    const environment = { DATA_DIR: dataDir, NODE_ENV: 'production', PORT: 'abc', DATABASE_URL: '' };
    expect(readStorageLocation(environment)).toEqual({ dataDir, databaseUrl: null });
    expect(existsSync(dataDir)).toBe(false);
    expect(() => readStorageLocation({ ...environment, DATABASE_URL: 'mysql://elsewhere' })).toThrow(
      /^DATABASE_URL takes an address such as postgres:/,
    );
  });
});
