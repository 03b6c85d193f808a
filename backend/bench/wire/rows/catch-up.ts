import { Audience } from '../audience.js';
import type { Row } from '../row.js';
import { places } from '../stage.js';

const missed = 1_000;
const atOnce = 50;

/** Somebody comes back and asks for 1,000 messages of a conversation. */
export const catchUp: Row = async ({ subject, running, round }): Promise<Record<string, number>> => {
  const conversation = places.missed[round];
  if (conversation === undefined) throw new Error('there are more rounds than conversations to miss');
  const audience = await Audience.gather(subject, running, [conversation]);
  const [sender, reader] = audience.of(conversation);
  if (!sender || !reader) throw new Error('a conversation lacks its two people');
  await audience.send(sender);
  for (let sent = 0; sent < missed; sent += atOnce)
    await Promise.all(Array.from({ length: atOnce }, () => audience.send(sender)));
  await audience.verify();
  const start = performance.now();
  const news = await reader.connection.catchUp(conversation);
  const tookMs = performance.now() - start;
  audience.cut();
  if (!news) return {};
  if (new Set(news.ids).size !== missed)
    throw new Error(`${subject.name} gave ${news.ids.length} of ${missed}`);
  return { 'catch-up of 1,000 missed: ms': tookMs, 'the same: KB': news.bytes / 1_024 };
};
