import type { LoggerService } from '@nestjs/common';
import { expect, it } from '@jest/globals';
import { translateDatabaseError } from '../database/database-errors.js';
import { UnavailableError } from './domain-error.js';
import { logFault, toContractError } from './translate-error.js';

it('tells the operator what the database said, and the caller to come again', () => {
  const lines: unknown[] = [];
  const logger = { warn: (line: unknown) => lines.push(line) } as unknown as LoggerService;
  const deadlock = Object.assign(new Error('deadlock detected'), { code: '40P01' });
  const fault = translateDatabaseError(deadlock);
  const { code, message } = toContractError(fault);
  logFault(logger, fault, code, { requestId: 'one' });
  expect(lines).toEqual([{ requestId: 'one', reason: 'deadlock detected' }]);
  expect({ code, message }).toEqual({
    code: 'UNAVAILABLE',
    message: 'The database is not available. Try again in a moment.',
  });
});

it('tells the operator why else something is not available', () => {
  const lines: unknown[] = [];
  const logger = { warn: (line: unknown) => lines.push(line) } as unknown as LoggerService;
  logFault(logger, new UnavailableError('We are stopping.'), 'UNAVAILABLE', {});
  expect(lines).toEqual([{ reason: 'We are stopping.' }]);
});
