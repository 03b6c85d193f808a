import { defineConfig } from '@playwright/test';

export default defineConfig({
  // Those of features lie in their own folders.
  testDir: '..',
  testMatch: '**/*.e2e.ts',
  outputDir: '../test-results',
  globalSetup: './support/product.ts',
  fullyParallel: true,
  // A test waits a quarter of its time: three keep two cores busy.
  workers: 3,
  // A flaky test is the first bug to fix, not one to run again.
  retries: 0,
  forbidOnly: true,
  // What a busy machine may take; a quiet one never waits so long.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: {
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1440, height: 900 },
    // It would cost an eighth of all processor time: `npm test -- e2e talking --trace on` keeps one.
    trace: 'off',
    // To install it costs each new browser a second; who tests it lets it in.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['PLAYWRIGHT_CHROMIUM_PATH'] || undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
