import { expect, it } from '@jest/globals';
import * as z from 'zod';
import type { Command } from './command.js';
import { Commands } from './commands.js';

const command: Command = {
  id: '1',
  lane: 'items',
  conversationId: 'c',
  target: 't',
  kind: { name: 'schedule', answer: z.null() },
  method: 'PUT',
  path: '/api/me/items/scheduled_message/t',
};

it('keeps what was acknowledged to a device that died of it, whatever its repeat is answered', () => {
  const commands = new Commands();
  const record = commands.open(command, 'ann', 1);
  commands.answered(record, 2, null);
  commands.answered(commands.open(command, 'ann', 3), 4, 'CONFLICT');
  expect(record).toMatchObject({ outcome: 'acknowledged', refusal: null, endedAt: 2 });
});

it('knows what was refused, and what a repeat after that was granted', () => {
  const commands = new Commands();
  const record = commands.open(command, 'ann', 1);
  commands.answered(record, 2, 'CONFLICT');
  expect(record).toMatchObject({ outcome: 'refused', refusal: 'CONFLICT', endedAt: 2 });
  commands.answered(record, 3, null);
  expect(record).toMatchObject({ outcome: 'acknowledged', refusal: null });
});
