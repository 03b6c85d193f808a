import { expect, it } from '@jest/globals';
import { afterCommand, ann, flawless, messageOf } from '../../../../check/properties/made-up-evidence.js';
import { remindersAreTold, save } from './reminders-are-told.js';

const message = messageOf(1);
const reminder = { messageId: message.id, userId: ann };
const saved = (remindAt: string | null) =>
  afterCommand(flawless([message]), save, message.id, { body: { value: { remindAt } } });

it('finds a reminder that was lost, one that came twice, and one that nobody asked for', () => {
  const evidence = saved('2026-01-01T00:00:00.000Z');
  expect(remindersAreTold(evidence, [reminder])).toEqual([]);
  expect(remindersAreTold(evidence, [])).toHaveLength(1);
  expect(remindersAreTold(evidence, [reminder, reminder])).toHaveLength(1);
  expect(remindersAreTold(saved(null), [])).toEqual([]);
  expect(remindersAreTold(saved(null), [reminder])).toHaveLength(1);
});
