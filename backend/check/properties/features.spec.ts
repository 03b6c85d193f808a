import { describe, expect, it } from '@jest/globals';
import type { Command } from '../history/command.js';
import { ItemStore } from '../client/item-store.js';
import type { CommandRecord } from '../history/commands.js';
import { History } from '../history/history.js';
import type { Stored } from './evidence.js';
import { personalProperties } from './items.js';
import { remindersAreTold, scheduledIsSentOnce } from './jobs.js';
import { ann, conversationId, flawless, messageOf } from './made-up-evidence.js';
import { confirmationsAreKept, pinsStand } from './parts.js';

const message = messageOf(1, { parts: { pin: { userId: ann, at: '2026-01-01T00:00:00.000Z' } } });

/** Everything as it should be after one acknowledged command. */
function after(kind: Command['kind'], target: string, given: Partial<CommandRecord> = {}) {
  const evidence = flawless([message]);
  const command: Command = {
    id: `${kind} ${target}`,
    kind,
    lane: target,
    conversationId,
    target,
    method: 'PUT',
    path: '',
    body: { value: { remindAt: '2026-01-01T00:00:00.000Z' } },
  };
  Object.assign(evidence.history.commands.open(command, ann, 1), {
    outcome: 'acknowledged',
    endedAt: 2,
    ...given,
  });
  const stored = (changes: Partial<Stored>) => ({
    ...evidence,
    stored: { ...evidence.stored, pinnedIds: new Set([message.id]), ...changes },
  });
  return { evidence, stored };
}

describe('the properties of parts', () => {
  it('find a pin of which message and table, or the last word, say different things', () => {
    const pinned = after('pin', message.id);
    expect(pinsStand(pinned.stored({}))).toEqual([]);
    expect(pinsStand(pinned.stored({ pinnedIds: new Set() }))).toHaveLength(1);
    expect(pinsStand(after('unpin', message.id).stored({}))).toHaveLength(1);
  });

  it('find a confirmation that was acknowledged and is lost', () => {
    const { stored } = after('confirm', message.id);
    expect(confirmationsAreKept(stored({ confirmations: [{ messageId: message.id, userId: ann }] }))).toEqual(
      [],
    );
    expect(confirmationsAreKept(stored({}))).toHaveLength(1);
  });
});

describe('the properties of jobs', () => {
  it('find a scheduled message that was never sent, still waits, or whose item stays', () => {
    const sent = after('schedule', message.clientMessageId);
    expect(scheduledIsSentOnce(sent.stored({}))).toEqual([]);
    const item = { id: message.clientMessageId, userId: ann, state: 'failed' };
    expect(scheduledIsSentOnce(sent.stored({ scheduled: [item] }))).toHaveLength(1);
    const lost = after('schedule', 'never');
    expect(scheduledIsSentOnce(lost.stored({}))).toHaveLength(1);
    expect(
      scheduledIsSentOnce(lost.stored({ scheduled: [{ ...item, id: 'never', state: 'waiting' }] })),
    ).toHaveLength(2);
    lost.evidence.history.memberships.leaving(conversationId, ann);
    expect(scheduledIsSentOnce(lost.stored({}))).toEqual([]);
  });

  it('find a reminder that was lost, and one that came twice', () => {
    const { stored } = after('save', message.id);
    const reminder = { messageId: message.id, userId: ann };
    expect(remindersAreTold(stored({ reminders: [reminder] }))).toEqual([]);
    expect(remindersAreTold(stored({}))).toHaveLength(1);
    expect(remindersAreTold(stored({ reminders: [reminder, reminder] }))).toHaveLength(1);
  });
});

it('the properties of items find a gap, what a device lacks, and what a send left', () => {
  const item = { kind: 'draft', id: conversationId, revision: 1, value: { body: 'x' } };
  const faults = (revision: number, held: ItemStore, sent: string[] = []) =>
    Object.values(personalProperties).map(
      (look) =>
        look({
          userId: ann,
          stored: { revision, items: [item], sent },
          devices: [{ who: 'Ann-a', held }],
          history: new History(),
        }).length,
    );
  const held = new ItemStore();
  expect(held.merge(item)).toBe('next');
  expect(faults(1, held)).toEqual([0, 0, 0]);
  expect(faults(1, new ItemStore())).toEqual([0, 2, 0]);
  expect(faults(2, held)).toEqual([1, 1, 0]);
  expect(faults(1, held, ['draft'])).toEqual([0, 0, 1]);
});
