import { setTimeout as delay } from 'node:timers/promises';
import { Audience } from '../audience.js';
import type { Row } from '../row.js';
import { places } from '../stage.js';

const perSecond = 400;
const seconds = 4;

/** A steady 400 sends a second into 20 conversations of 20. */
export const paced: Row = async ({ subject, running, processorMs }) => {
  const conversations = places.groups.slice(0, 20);
  const audience = await Audience.gather(subject, running, conversations);
  const before = processorMs();
  const start = performance.now();
  const underWay: Promise<void>[] = [];
  for (let count = 0; count < perSecond * seconds; count += 1) {
    const wait = start + (count * 1_000) / perSecond - performance.now();
    if (wait > 1) await delay(wait);
    const members = audience.of(conversations[count % conversations.length] ?? 0);
    const sender = members[Math.floor(count / conversations.length) % members.length];
    if (sender) underWay.push(audience.send(sender));
  }
  await Promise.all(underWay);
  await audience.delivered();
  const usedMs = processorMs() - before;
  await audience.verify();
  audience.cut();
  const sorted = audience.latencies.sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor(sorted.length * part)] ?? NaN;
  return {
    'processor ms for 1,000 deliveries, 400 sends/s into 20 × 20': (usedMs * 1_000) / audience.deliveries,
    'ms until delivered, p50, 400 sends/s into 20 × 20': at(0.5),
    'ms until delivered, p99, 400 sends/s into 20 × 20': at(0.99),
  };
};
