/** @jest-environment node */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ConnectionInput, initialConnection, nextConnection } from './connection-machine';

const after = (...inputs: ConnectionInput[]) => inputs.reduce(nextConnection, initialConnection).phase;

it('is not up to date before the first sync after each connection', () => {
  expect(after('open', 'connected')).toBe('syncing');
  expect(after('open', 'connected', 'synced')).toBe('synced');
  expect(after('open', 'connected', 'synced', 'lost', 'connected')).toBe('syncing');
});

it('never counts a sync of an earlier connection', () => {
  const input = fc.constantFrom<ConnectionInput>(
    'open',
    'connected',
    'synced',
    'lost',
    'failed',
    'refused',
    'browser-offline',
    'browser-online',
  );
  fc.assert(
    fc.property(fc.array(input, { maxLength: 40 }), (inputs) => {
      let state = initialConnection;
      let connected = false;
      for (const one of inputs) {
        state = nextConnection(state, one);
        if (one === 'connected' && state.phase === 'syncing') connected = true;
        if (one === 'lost' || one === 'refused' || one === 'browser-offline') connected = false;
        if (state.phase === 'synced') expect(connected).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});

it('cannot reach the server from the second failed attempt on, until there is a connection', () => {
  expect(after('open', 'failed')).toBe('connecting');
  expect(after('open', 'failed', 'failed')).toBe('unreachable');
  expect(after('open', 'failed', 'failed', 'failed')).toBe('unreachable');
  expect(after('open', 'failed', 'failed', 'connected')).toBe('syncing');
});

it('shows that it tries when it is asked to, and says so at once when that fails too', () => {
  expect(after('open', 'failed', 'failed', 'open')).toBe('connecting');
  expect(after('open', 'failed', 'failed', 'open', 'failed')).toBe('unreachable');
});

it('stays offline, whatever fails, until the browser has a network again', () => {
  expect(after('open', 'browser-offline', 'failed', 'failed', 'failed', 'open')).toBe('offline');
  expect(after('open', 'failed', 'failed', 'browser-offline')).toBe('offline');
  expect(after('open', 'browser-offline', 'failed', 'browser-online', 'failed')).toBe('connecting');
  expect(after('open', 'browser-offline', 'browser-online', 'failed', 'failed')).toBe('unreachable');
});

it('counts the failures anew after each connection', () => {
  expect(after('open', 'failed', 'connected', 'lost', 'failed')).toBe('connecting');
});

it('is offline at once when the browser says so', () => {
  expect(after('open', 'connected', 'synced', 'browser-offline')).toBe('offline');
});

it('says that it was refused until it is asked to try again', () => {
  expect(after('open', 'refused', 'failed')).toBe('refused');
  expect(after('open', 'refused', 'open')).toBe('connecting');
});
