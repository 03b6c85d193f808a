import base from './playwright.config';
export default {
  ...base,
  globalSetup: undefined,
  reporter: 'line',
  timeout: 90_000,
  expect: { timeout: 15_000 },
};
