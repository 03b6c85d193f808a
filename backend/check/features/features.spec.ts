import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { checkedFeatures } from './features.js';
import { joined } from './joined.js';

const folder = join(import.meta.dirname, '../../src/features');

it('what a feature brings is found in its folder', () => {
  const bringing = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'check/index.ts')));
  expect(checkedFeatures).toHaveLength(bringing.length);
});

it('what two of them call by one name is refused', () => {
  expect(joined([{ vote: 1 }, { pin: 2 }])).toEqual({ vote: 1, pin: 2 });
  expect(() => joined([{ vote: 1 }, { vote: 2 }])).toThrow('“vote” is there twice');
});
