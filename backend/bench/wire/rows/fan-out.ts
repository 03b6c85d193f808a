import { Audience } from '../audience.js';
import type { Row } from '../row.js';
import { membersOf, places } from '../stage.js';

const durationMs = 2_000;
/** Enough that the server always has something to do. */
const senders = 20;

/** Deliveries in one conversation into which 20 people send, each after the acknowledgement of the last. */
export const fanOut: Row = async ({ subject, running }) => {
  const found: Record<string, number> = {};
  for (const conversation of places.large) {
    const audience = await Audience.gather(subject, running, [conversation]);
    const start = performance.now();
    await Promise.all(
      audience
        .of(conversation)
        .slice(0, senders)
        .map(async (sender) => {
          while (performance.now() - start < durationMs) await audience.send(sender);
        }),
    );
    await audience.delivered();
    const tookMs = performance.now() - start;
    await audience.verify();
    audience.cut();
    found[`deliveries/s, one conversation of ${membersOf(conversation).length}`] =
      (audience.deliveries * 1_000) / tookMs;
  }
  return found;
};
