/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { Receipt } from '@litspark/shared-contracts';
import applicationEn from '../../../../public/i18n/en.json';
import applicationFr from '../../../../public/i18n/fr.json';
import { grouped, withAdvance } from './receipts';
import ownEn from './texts/en.json';
import ownFr from './texts/fr.json';

const fr = { ...applicationFr, ...ownFr };
const en = { ...applicationEn, ...ownEn };

const receipt = (userId: string, given: Partial<Receipt> = {}): Receipt => ({
  userId,
  delivered: false,
  deliveredAt: null,
  read: false,
  readAt: null,
  ...given,
});
const noon = '2026-01-01T12:00:00.000Z';
const later = '2026-01-01T12:05:00.000Z';
const ids = (receipts: readonly Receipt[]) => receipts.map(({ userId }) => userId);

describe('the receipts of a message', () => {
  it('name everybody once, where the message stands with them, the latest first', () => {
    const groups = grouped([
      receipt('ann', { delivered: true, read: true, readAt: noon }),
      receipt('ben'),
      receipt('cleo', { delivered: true, read: true, readAt: null }),
      receipt('dan', { delivered: true, deliveredAt: noon }),
      receipt('eve', { delivered: true, read: true, readAt: later }),
    ]);
    expect(ids(groups.read)).toEqual(['eve', 'ann', 'cleo']);
    expect(ids(groups.delivered)).toEqual(['dan']);
    expect(ids(groups.waiting)).toEqual(['ben']);
  });

  it('follow a marker that reaches the message, with its time', () => {
    const [ben] = withAdvance([receipt('ben')], 5, { userId: 'ben', kind: 'read', upToSeq: 7, at: noon });
    expect(ben).toEqual({ userId: 'ben', delivered: true, deliveredAt: noon, read: true, readAt: noon });
  });

  it('keep the first time, and don’t mind markers before the message or of others', () => {
    const had = [receipt('ben', { delivered: true, deliveredAt: noon })];
    const advance = { userId: 'ben', kind: 'delivered' as const, upToSeq: 9, at: later };
    expect(withAdvance(had, 5, advance)).toEqual(had);
    expect(withAdvance([receipt('ben')], 5, { ...advance, upToSeq: 4 })).toEqual([receipt('ben')]);
    expect(withAdvance([receipt('ann')], 5, advance)).toEqual([receipt('ann')]);
    expect(withAdvance(had, 5, { ...advance, kind: 'read' })[0]).toMatchObject({
      deliveredAt: noon,
      readAt: later,
    });
  });
});

it.each([fr, en])('what is read or delivered is called the same with and without its time', (texts) => {
  for (const text of [texts['receipts.readAt'], texts['receipts.readUnknown'], texts['sent.readAll']])
    expect(text.startsWith(texts['sent.read'])).toBe(true);
  for (const text of [
    texts['receipts.deliveredAt'],
    texts['receipts.deliveredUnknown'],
    texts['sent.deliveredAll'],
  ])
    expect(text.startsWith(texts['sent.delivered'])).toBe(true);
});
