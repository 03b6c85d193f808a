import { expect, it } from '@jest/globals';
import {
  afterCommand,
  ann,
  conversationId,
  flawless,
  messageOf,
} from '../../../../check/properties/made-up-evidence.js';
import { cancel, put, scheduledIsSentOnce } from './scheduled-is-sent-once.js';

const message = messageOf(1);
const scheduled = (id: string) => afterCommand(flawless([message]), put, id);
const item = (id: string, state: string) => ({ id, userId: ann, state });

it('finds a scheduled message that was never sent, still waits, or whose item stays', () => {
  const sent = message.clientMessageId;
  expect(scheduledIsSentOnce(scheduled(sent), [])).toEqual([]);
  expect(scheduledIsSentOnce(scheduled(sent), [item(sent, 'failed')])).toHaveLength(1);
  const lost = scheduled('never');
  expect(scheduledIsSentOnce(lost, [])).toHaveLength(1);
  expect(scheduledIsSentOnce(lost, [item('never', 'waiting')])).toHaveLength(2);
  lost.history.memberships.leaving(conversationId, ann);
  expect(scheduledIsSentOnce(lost, [])).toEqual([]);
});

it('finds one that was taken back and sent all the same', () => {
  const taken = afterCommand(scheduled(message.clientMessageId), cancel, message.clientMessageId);
  expect(scheduledIsSentOnce(taken, [])).toHaveLength(1);
  expect(scheduledIsSentOnce(afterCommand(scheduled('taken'), cancel, 'taken'), [])).toEqual([]);
});
