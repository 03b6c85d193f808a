import type { Device } from '../client/device.js';
import { isUncertain } from '../client/outcome.js';
import type { Account } from '../client/session.js';
import { personalItem } from '@litspark/shared-contracts';
import { now, pause, waitUntil } from '../clock.js';
import type { History } from '../history/history.js';
import { personalProperties } from '../properties/items.js';
import type { Random } from '../random.js';
import type { Database } from './stored.js';

const jobsWithinMs = 60_000;
/** It takes what has been behind for 3 s. */
const askEveryMs = 4_000;
const changesInARow = 3;

/**
 * Waits until what is due has happened: scheduled sends, reminders, and messages that follow their confirmations. A job that runs every
 * minute is asked for at once, so that nobody waits a minute for it.
 */
export async function settleJobs(database: Database, history: History): Promise<void> {
  const deadline = now() + jobsWithinMs;
  let askAt = now() + askEveryMs;
  for (;;) {
    const left = await database.unsettled();
    if (left.length === 0) return;
    if (now() > askAt) {
      await database.askToFollow();
      askAt = now() + askEveryMs;
    }
    if (now() > deadline) {
      history.violations.add({ property: 'jobs are done', what: `left: ${left.join(', ')}` });
      return;
    }
    await pause(100);
  }
}

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
    const conversationId = random.maybe([...writer.life.store.conversations.keys()]);
    if (conversationId === undefined) continue;
    const lives = new Map(devices.map(({ life }) => [life, life.interruptions]));
    const { revision } = await database.items(userId);
    const path = `/api/me/items/conversation_preferences/${conversationId}`;
    for (let nth = 1; nth <= changesInARow; nth += 1) {
      const mutedUntil = new Date(Date.now() + random.between(1, 1_000_000)).toISOString();
      const body = { value: { level: null, mutedUntil, favourite: false, section: null } };
      const outcome = await writer.life.asking.rest(
        'preference',
        conversationId,
        { method: 'PUT', path, body },
        personalItem,
      );
      if (outcome.is !== 'done') {
        if (isUncertain(outcome)) return;
        continue;
      }
      history.items.observe(userId, outcome.data, `${writer.who} by acknowledgement`);
      if (outcome.data.revision !== revision + nth)
        history.violations.add({
          property: 'items are contiguous',
          what: `the change after revision ${revision + nth - 1} took revision ${outcome.data.revision}`,
          who: name,
        });
      const key = `item ${outcome.data.revision}`;
      const missing = () =>
        devices.filter(({ life }) => lives.get(life) === life.interruptions && !life.receiving.live.has(key));
      if (await waitUntil(() => missing().length === 0, patienceMs)) continue;
      history.violations.add({
        property: 'items come live',
        what: `revision ${outcome.data.revision} of ${name} did not come within ${patienceMs / 1_000} s`,
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
  await Promise.all(
    people.map(async ({ userId, name }) => {
      const stored = await database.items(userId);
      const own = everyone.filter((device) => device.userId === userId);
      // Who only listens is told, or told to pull.
      await waitUntil(
        () => own.every(({ life }) => life.store.personal.revision >= stored.revision),
        patienceMs,
      );
      const devices = own.map(({ who, life }) => ({ who, held: life.store.personal }));
      for (const [property, look] of Object.entries(personalProperties))
        for (const { what, who = name } of look({ userId, stored, devices, history }))
          history.violations.add({ property, what, who });
    }),
  );
}
