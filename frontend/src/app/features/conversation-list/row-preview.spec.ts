import { describe, expect, it } from '@jest/globals';
import type { ConversationSummary, Message } from '@litspark/shared-contracts';
import type { PendingMessage } from '../../stores/timeline';
import { previewOf } from './row-preview';

const lastMessage = { senderId: 'ann', body: '**hello**', deletedAt: null } as Message;
const conversation = { lastMessage } as ConversationSummary;
const waiting = { state: 'queued', body: 'soon' } as PendingMessage;
const failed = { state: 'failed', body: 'lost' } as PendingMessage;
const calm = { conversation, typing: [], draft: '', pending: [] };

describe('the second line of a conversation’s row', () => {
  it('says what was said last', () => {
    expect(previewOf(calm)).toEqual({ kind: 'message', senderId: 'ann', text: 'hello' });
  });

  it('says the most urgent thing: typing, then a failure, then a draft, then what waits', () => {
    const all = { conversation, typing: ['ben'], draft: 'I think', pending: [failed, waiting] };
    expect(previewOf(all).kind).toBe('typing');
    expect(previewOf({ ...all, typing: [] }).kind).toBe('failed');
    expect(previewOf({ ...all, typing: [], pending: [waiting] })).toEqual({ kind: 'draft', text: 'I think' });
    expect(previewOf({ ...calm, pending: [waiting] })).toEqual({ kind: 'waiting', text: 'soon' });
  });

  it('tells a deleted message and an empty conversation apart', () => {
    const deleted = { lastMessage: { ...lastMessage, deletedAt: '2025-01-01' } } as ConversationSummary;
    expect(previewOf({ ...calm, conversation: deleted }).kind).toBe('deleted');
    expect(previewOf({ ...calm, conversation: { lastMessage: null } as ConversationSummary }).kind).toBe(
      'empty',
    );
  });
});
