import { setTimeout as delay } from 'node:timers/promises';
import { Audience } from '../audience.js';
import type { Row } from '../row.js';
import { places } from '../stage.js';

const active = 20;
const perSecond = 100;
const seconds = 3;

/** A steady 100 sends a second into a conversation of 1,000, which 20 have open and the others have in their lists. */
export const passive: Row = async ({ subject, running, processorMs }) => {
  const conversation = places.large.at(-1) ?? 0;
  const audience = await Audience.gather(subject, running, [conversation], active);
  const members = audience.of(conversation);
  const before = processorMs();
  const start = performance.now();
  const underWay: Promise<void>[] = [];
  for (let count = 0; count < perSecond * seconds; count += 1) {
    const wait = start + (count * 1_000) / perSecond - performance.now();
    if (wait > 1) await delay(wait);
    const sender = members[count % members.length];
    if (sender) underWay.push(audience.send(sender));
  }
  await Promise.all(underWay);
  await audience.delivered();
  const usedMs = processorMs() - before;
  await audience.verify();
  audience.cut();
  return { 'processor ms for 1,000 sends, 1,000 people of whom 20 look': (usedMs * 1_000) / underWay.length };
};
