import { setTimeout as delay } from 'node:timers/promises';
import type { Row } from '../row.js';
import { stage } from '../stage.js';

const atOnce = 50;

/** 1,000 people connect, 50 at a time. */
export const connections: Row = async ({ running, processorMs }) => {
  const before = processorMs();
  const start = performance.now();
  const open = [];
  for (let person = 0; person < stage.people; person += atOnce)
    open.push(
      ...(await Promise.all(Array.from({ length: atOnce }, (_, at) => running.connect(person + at)))),
    );
  const tookMs = performance.now() - start;
  const usedMs = processorMs() - before;
  for (const connection of open) connection.cut();
  // What a server does when somebody leaves belongs to no other row.
  await delay(500);
  return {
    'connections/s': (open.length * 1_000) / tookMs,
    'processor ms for one connection': usedMs / open.length,
  };
};
