/** How many messages a conversation gets; the reader's come first, and the deepest of them before all. */
export interface Shape {
  people: number;
  /** By the places of conversations. */
  messages: readonly number[];
}

/** Conversations in which the reader is. As many in a small database as in a large one: only what others wrote grows. */
export const readersConversations = 100;
/** Participants of each conversation who write. */
export const writers = 10;

/** A tenth of the messages in one conversation, a fifth in the reader's others, the rest in conversations of strangers. */
export function shapeOf(total: number): Shape {
  const deep = Math.max(1, Math.floor(total / 10));
  const each = Math.max(1, Math.floor(total / 5 / (readersConversations - 1)));
  const own = [deep, ...Array.from({ length: readersConversations - 1 }, () => each)];
  const left = Math.max(0, total - deep - each * (readersConversations - 1));
  // As many conversations as messages in each: both grow.
  const strangers = Math.max(1, Math.floor(Math.sqrt(left)));
  const most = Math.floor(left / strangers);
  const others = Array.from({ length: strangers }, (_, at) =>
    at === 0 ? left - most * (strangers - 1) : most,
  );
  return { people: Math.max(100, Math.floor(total / 1_000)), messages: [...own, ...others] };
}
