/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { Message } from '@litspark/shared-contracts';
import type { PendingMessage } from '../../stores/timeline';
import { previewOf } from './row-preview';

const lastMessage = { senderId: 'ann', body: '**hello**', deletedAt: null } as Message;
const waiting = { state: 'queued', body: 'soon' } as PendingMessage;
const failed = { state: 'failed', body: 'lost' } as PendingMessage;
const calm = { lastMessage, typing: [], draft: '', pending: [], nameOf: () => null };

describe('the second line of a conversation’s row', () => {
  it('says what was said last', () => {
    expect(previewOf(calm)).toEqual({ kind: 'message', senderId: 'ann', text: 'hello' });
  });

  it('says the most urgent thing: typing, then a failure, then a draft, then what waits', () => {
    const all = {
      lastMessage,
      typing: ['ben'],
      draft: 'I think',
      pending: [failed, waiting],
      nameOf: () => null,
    };
    expect(previewOf(all).kind).toBe('typing');
    expect(previewOf({ ...all, typing: [] }).kind).toBe('failed');
    expect(previewOf({ ...all, typing: [], pending: [waiting] })).toEqual({ kind: 'draft', text: 'I think' });
    expect(previewOf({ ...calm, pending: [waiting] })).toEqual({ kind: 'waiting', text: 'soon' });
  });

  it('tells a deleted message and an empty conversation apart', () => {
    const deleted = { ...lastMessage, deletedAt: '2025-01-01' };
    expect(previewOf({ ...calm, lastMessage: deleted }).kind).toBe('deleted');
    expect(previewOf({ ...calm, lastMessage: null }).kind).toBe('empty');
  });
});
