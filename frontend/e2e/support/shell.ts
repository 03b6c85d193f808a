import { expect, type Page } from '@playwright/test';

/** Waits until the browser holds the whole application, so that it opens without a network. */
export async function shellKept(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(shellIsKept), { timeout: 90_000 }).toBe(true);
}

async function shellIsKept(): Promise<boolean> {
  const name = (await caches.keys()).find((one) => one.endsWith(':assets:shell:cache'));
  if (name === undefined) return false;
  const manifest = (await (await fetch('/ngsw.json')).json()) as {
    assetGroups: { name: string; urls: string[] }[];
  };
  const kept = await (await caches.open(name)).keys();
  const shell = manifest.assetGroups.find((group) => group.name === 'shell')?.urls ?? [];
  return shell.length > 0 && kept.length >= shell.length;
}
