/** @jest-environment node */
import { expect, it } from '@jest/globals';
import { mergeValues } from './merge-values';

const section = (id: string, title = id, collapsed = false) => ({ id, title, collapsed });
const ids = (merged: unknown) => (merged as { id: string }[]).map(({ id }) => id);

it('takes what either changed, field by field, and ours where both did', () => {
  const base = { level: 'all', mutedUntil: null, favourite: false };
  expect(mergeValues(base, { ...base, favourite: true }, { ...base, mutedUntil: 'later' })).toEqual({
    level: 'all',
    mutedUntil: 'later',
    favourite: true,
  });
  expect(mergeValues(base, { ...base, level: 'nothing' }, { ...base, level: 'mentions' })).toEqual({
    ...base,
    level: 'nothing',
  });
  expect(mergeValues(base, base, null)).toBeNull();
  expect(mergeValues(base, { ...base, favourite: true }, null)).toEqual({ ...base, favourite: true });
});

it('keeps what others put into a list, and what they changed of its things', () => {
  const base = [section('a'), section('b'), section('c')];
  const merged = mergeValues(
    base,
    [section('a', 'a', true), section('b'), section('c')],
    [section('a', 'A'), section('c'), section('d')],
  );
  expect(merged).toEqual([section('a', 'A', true), section('c'), section('d')]);
});

it('leaves out what either took away, unless they took away what we changed', () => {
  const base = [section('a'), section('b')];
  expect(ids(mergeValues(base, [section('b')], [section('a'), section('b'), section('c')]))).toEqual([
    'b',
    'c',
  ]);
  expect(ids(mergeValues(base, [section('b')], [section('a', 'A'), section('b')]))).toEqual(['b']);
  expect(ids(mergeValues(base, [section('a', 'A'), section('b')], [section('b')]))).toEqual(['b', 'a']);
});

it('has our order where we changed it, else theirs', () => {
  const base = [section('a'), section('b'), section('c')];
  const turned = [section('c'), section('b'), section('a')];
  const renamed = [section('a', 'A'), section('b'), section('c')];
  expect(ids(mergeValues(base, turned, [...base, section('d')]))).toEqual(['c', 'b', 'a', 'd']);
  expect(ids(mergeValues(base, [...renamed, section('e')], turned))).toEqual(['c', 'b', 'a', 'e']);
});
