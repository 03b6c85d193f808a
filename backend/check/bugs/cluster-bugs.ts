import type { Bug } from './bug.js';

const behindNginx = { nodes: 3, nginx: true, listeners: 3, conversations: ['group', 'channel'] } as const;

/** What only several nodes or workers can get wrong. */
export const clusterBugs: readonly Bug[] = [
  {
    name: 'cut-off-for-good',
    why: 'a node that is cut off from Redis once reads no more of what the others announce',
    patches: [{ file: 'platform/events/relay-reader.js', find: 'interrupted = true;', replace: 'return;' }],
    scenario: { ...behindNginx, faults: { 'Redis cut off': 1 }, faultEveryMs: 500, roundMs: 3_000 },
    caughtBy: ['who only listens is notified', 'delivered live'],
  },
  {
    name: 'stopping-refuses-for-good',
    why: 'a node that stops refuses calls as if they were wrong, so that nobody makes them again',
    patches: [
      {
        file: 'platform/lifecycle/draining.js',
        find: "next(new UnavailableError('The server is stopping. Try again in a moment.'));",
        replace: "next(Object.assign(new UnavailableError('Stopping.'), { code: 'FORBIDDEN' }));",
      },
    ],
    scenario: behindNginx,
    caughtBy: ['a rolling restart fails no send'],
  },
  {
    name: 'workers-told-the-first-alone',
    why: 'of what is announced together the other workers receive the first event alone',
    patches: [
      {
        file: 'platform/events/worker-event-relay.js',
        find: 'const events = `[${this.pending.join()}]`;',
        replace: 'const events = `[${this.pending[0]}]`;',
      },
    ],
    scenario: { workers: 3, listeners: 6, conversations: ['group', 'group', 'channel'] },
    caughtBy: ['who only listens is notified', 'delivered live'],
  },
];
