import { Audience } from '../audience.js';
import type { Row } from '../row.js';
import { places } from '../stage.js';

/** 1,000 people in 50 conversations of 20 are cut at once, come back, and join again: until all receive a message. */
export const cut: Row = async ({ subject, running }) => {
  const before = await Audience.gather(subject, running, places.groups);
  const start = performance.now();
  const after = await before.comeBack();
  await Promise.all(
    places.groups.map(async (conversation) => {
      const [sender] = after.of(conversation);
      if (sender) await after.send(sender);
    }),
  );
  await after.delivered();
  const tookMs = performance.now() - start;
  await after.verify();
  after.cut();
  return { 's until all receive, 1,000 cut at once': tookMs / 1_000 };
};
