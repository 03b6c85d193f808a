import { chromium } from '@playwright/test';
import { probes } from './probes.mjs';

/** How many times slower than this machine the processor of the browser is. */
export const slowDown = 4;
const args = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--enable-precise-memory-info'],
];

export async function openBrowser(baseURL) {
  const browser = await chromium.launch({
    executablePath: process.env.PLAYWRIGHT_CHROMIUM_PATH,
    args,
  });
  return {
    /** A browser in which this person is signed in, and nothing is cached yet. */
    open: async (person, path, { serviceWorkers = 'block' } = {}) => {
      const context = await browser.newContext({
        baseURL,
        serviceWorkers,
        locale: 'fr-FR',
        timezoneId: 'Europe/Paris',
        viewport: { width: 1440, height: 900 },
      });
      await context.addCookies(await person.cookies());
      const page = await context.newPage();
      const note = await page.addInitScript(() => localStorage.setItem('litspark.session', 'true'));
      await page.addInitScript(probes);
      const devTools = await context.newCDPSession(page);
      await page.goto(path);
      await note.dispose();
      await live(page);
      return {
        page,
        devTools,
        slow: (rate = slowDown) => devTools.send('Emulation.setCPUThrottlingRate', { rate }),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}

export const live = (page) =>
  page
    .getByTestId('connection-status')
    .filter({ visible: true, hasText: 'Connecté en temps réel' })
    .waitFor();
