import { personalItem } from '@litspark/shared-contracts';
import { inMs } from '../acts/command-acts.js';
import type { Device } from '../client/device.js';
import { isUncertain } from '../client/outcome.js';
import type { Account } from '../client/session.js';
import { waitUntil } from '../clock.js';
import type { History } from '../history/history.js';
import { personalProperties } from '../properties/all.js';
import type { Random } from '../random.js';
import type { Database } from './stored.js';

const changesInARow = 3;

/** While nothing is wrong, each change of an item takes the next revision, and every device of the person is sent it. */
export async function checkItemsLive(
  people: readonly Account[],
  everyone: readonly Device[],
  database: Database,
  history: History,
  random: Random,
  patienceMs: number,
): Promise<void> {
  for (const { userId, name } of random.shuffle(people).slice(0, 2)) {
    const devices = everyone.filter((device) => device.userId === userId);
    const writer = random.pick(devices);
    const lives = new Map(devices.map(({ life }) => [life, life.interruptions]));
    let { revision } = await database.items(userId);
    for (let nth = 1; nth <= changesInARow; nth += 1) {
      // Each later than the one before: it goes forward only.
      const call = {
        method: 'PUT',
        path: '/api/me/items/activity_seen/activity',
        body: { value: { at: inMs(nth) } },
      } as const;
      const outcome = await writer.life.asking.rest('see', null, call, personalItem);
      if (outcome.is !== 'done') {
        if (isUncertain(outcome)) return;
        continue;
      }
      history.items.observe(userId, outcome.data, `${writer.who} by acknowledgement`);
      if (outcome.data.revision !== revision + 1)
        history.violations.add({
          property: 'items are contiguous',
          what: `the change after revision ${revision} took revision ${outcome.data.revision}`,
          who: name,
        });
      ({ revision } = outcome.data);
      const key = `item ${revision}`;
      const missing = () =>
        devices.filter(({ life }) => lives.get(life) === life.interruptions && !life.receiving.live.has(key));
      if (await waitUntil(() => missing().length === 0, patienceMs)) continue;
      history.violations.add({
        property: 'items come live',
        what: `revision ${revision} of ${name} did not come within ${patienceMs / 1_000} s`,
        who: missing()
          .map(({ who }) => who)
          .join(', '),
      });
      return;
    }
  }
}

/** Compares what is stored of each person's items with what their devices hold. */
export async function verifyPeople(
  people: readonly Account[],
  everyone: readonly Device[],
  database: Database,
  history: History,
  patienceMs: number,
): Promise<void> {
  for (const { userId, name } of people) {
    const stored = await database.items(userId);
    const own = everyone.filter((device) => device.userId === userId);
    // Who only listens is told, or told to pull.
    await waitUntil(
      () => own.every(({ life }) => life.store.personal.revision >= stored.revision),
      patienceMs,
    );
    const devices = own.map(({ who, life }) => ({ who, held: life.store.personal }));
    const evidence = { userId, stored, devices, history };
    for (const [property, look] of Object.entries(personalProperties))
      for (const { what, who = name } of await look(evidence, database.query))
        history.violations.add({ property, what, who });
  }
}
