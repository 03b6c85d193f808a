import { median } from '../../median.js';
import { Audience } from '../audience.js';
import type { Row } from '../row.js';
import { places } from '../stage.js';

const sizes = [1, 100, 1_000];
const atOnce = 50;
/** Enough that a median says something: one takes a few milliseconds. */
const times = 7;

/** Somebody comes back to one, 100 and 1,000 missed messages of a conversation. */
export const catchUp: Row = async ({ subject, running, round }): Promise<Record<string, number>> => {
  const conversation = places.missed[round];
  if (conversation === undefined) throw new Error('there are more rounds than conversations to miss');
  const audience = await Audience.gather(subject, running, [conversation]);
  const [sender, reader] = audience.of(conversation);
  if (!sender || !reader) throw new Error('a conversation lacks its two people');
  let sent = 0;
  const found: Record<string, number> = {};
  for (const missed of sizes) {
    // The reader holds the first.
    while (sent < missed + 1) {
      const count = Math.min(atOnce, missed + 1 - sent);
      await Promise.all(Array.from({ length: count }, () => audience.send(sender)));
      sent += count;
    }
    await audience.verify();
    const took: number[] = [];
    let bytes: number | null = null;
    for (let time = 0; time < times; time += 1) {
      const start = performance.now();
      const news = await reader.connection.catchUp(conversation);
      took.push(performance.now() - start);
      if (!news) break;
      if (new Set(news.ids).size !== missed)
        throw new Error(`${subject.name} gave ${news.ids.length} of ${missed}`);
      bytes = news.bytes;
    }
    if (bytes === null) break;
    const name = missed.toLocaleString('en');
    found[`ms to catch up on ${name}`] = median(took);
    found[`KB to catch up on ${name}`] = bytes / 1_024;
  }
  audience.cut();
  return found;
};
