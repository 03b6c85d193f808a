import { Audience } from '../audience.js';
import type { Row } from '../row.js';
import { places } from '../stage.js';

const durationMs = 3_000;

/** Senders of 200 conversations of two, each of whom waits for an acknowledgement before the next send. */
export const sends: Row = async ({ subject, running, processorMs }) => {
  const audience = await Audience.gather(subject, running, places.pairs);
  const before = processorMs();
  const start = performance.now();
  let count = 0;
  await Promise.all(
    places.pairs.map(async (conversation) => {
      const [sender] = audience.of(conversation);
      while (sender && performance.now() - start < durationMs) {
        await audience.send(sender);
        count += 1;
      }
    }),
  );
  const tookMs = performance.now() - start;
  const usedMs = processorMs() - before;
  await audience.verify();
  audience.cut();
  return {
    'sends/s, 200 conversations of two': (count * 1_000) / tookMs,
    'processor ms for 1,000 sends, 200 conversations of two': (usedMs * 1_000) / count,
  };
};
