import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { features } from '../contract.js';
import { combine, type FeatureContract } from './feature-contract.js';

const pause: FeatureContract = {
  name: 'pauses',
  serverEvents: { pause_began: z.object({ at: z.string() }) },
};

describe('the features put together', () => {
  it('hold what each of them declares', () => {
    const together = combine([pause, { name: 'none' }], 'serverEvents');
    expect(together).toEqual(pause.serverEvents);
  });

  it('may not declare one name twice', () => {
    const other: FeatureContract = { name: 'breaks', serverEvents: { ...pause.serverEvents } };
    expect(() => combine([pause, other], 'serverEvents')).toThrow(
      'The features pauses and breaks both declare “pause_began” in serverEvents.',
    );
  });

  it('are all listed, each once, by the names of their folders', () => {
    const source = join(import.meta.dirname, '..');
    const folders = readdirSync(source).filter((name) =>
      existsSync(join(source, name, `${name}.contract.ts`)),
    );
    expect(features.map(({ name }) => name).sort()).toEqual(folders.sort());
  });

  it('answer no two calls at one address', () => {
    const addresses = features
      .flatMap(({ routes = {} }: FeatureContract) => Object.values(routes))
      .map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });
});
