import { EventEmitter } from 'node:events';
import { expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Metrics } from '../observability/metrics.js';
import { handleUncaughtErrors } from './uncaught-errors.js';

it('writes down and counts faults that nobody caught', async () => {
  const lines: string[] = [];
  const faults = new EventEmitter();
  const metrics = new Metrics();
  handleUncaughtErrors(pino({}, { write: (line: string) => lines.push(line) }), metrics, faults);
  expect(await metrics.text()).toContain('litspark_uncaught_faults_total{kind="exception"} 0');
  faults.emit('uncaughtException', new Error('one'));
  faults.emit('unhandledRejection', new Error('two'));
  faults.emit('unhandledRejection', 'no error at all');
  const text = await metrics.text();
  expect(text).toContain('litspark_uncaught_faults_total{kind="exception"} 1');
  expect(text).toContain('litspark_uncaught_faults_total{kind="rejection"} 2');
  expect(lines).toHaveLength(3);
});
