import { basename } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** What takes longest; a fresh clone has no times of an earlier run. */
const longest = [
  'main',
  'backup',
  'hostile-routes',
  'redis-event-relay',
  'authorisation',
  'embedded-database',
  'demo-accounts-check',
  'two-nodes',
  'power-loss',
  'message-receipts',
  'locked-rows',
  'socket-sessions',
  'health',
  'durability',
  'hostile-connections',
].map((name) => `${name}.spec.ts`);

/** The long test files first, so that no worker is alone with one at the end; the others in jest's own order. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => (longest.indexOf(basename(path)) + longest.length + 1) % (longest.length + 1);
    return [...super.sort(tests)].sort((one, other) => place(one) - place(other));
  }
}
