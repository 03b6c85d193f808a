import { Audience } from '../audience.js';
import type { Row } from '../row.js';
import { places } from '../stage.js';

const durationMs = 2_000;

/** Everybody in one conversation of 50 sends, each after the acknowledgement of the last. */
export const hot: Row = async ({ subject, running, processorMs }) => {
  const [conversation = 0] = places.large;
  const audience = await Audience.gather(subject, running, [conversation]);
  const before = processorMs();
  const start = performance.now();
  let count = 0;
  await Promise.all(
    audience.of(conversation).map(async (sender) => {
      while (performance.now() - start < durationMs) {
        await audience.send(sender);
        count += 1;
      }
    }),
  );
  await audience.delivered();
  const tookMs = performance.now() - start;
  const usedMs = processorMs() - before;
  await audience.verify();
  audience.cut();
  return {
    'sends/s, 50 people in one conversation': (count * 1_000) / tookMs,
    'processor ms for 1,000 sends, 50 people in one conversation': (usedMs * 1_000) / count,
  };
};
