/** Where a timeline's messages come from. Each source has its own window of messages, loading state and error. */
export interface TimelineSource {
  /** The same for the same source; that of a whole conversation is its id. */
  key: string;
  conversationId: string;
  /** The seq of the message that it begins around; null: it begins at the conversation's newest messages. */
  around: number | null;
}

const separator = ':';

/** A conversation, from its newest messages back. */
export function conversationSource(conversationId: string): TimelineSource {
  return { key: conversationId, conversationId, around: null };
}

/** The surroundings of one message, by seq; they can be read on to both ends of the conversation. */
export function surroundingsSource(conversationId: string, seq: number): TimelineSource {
  return { key: `${conversationId}${separator}${seq}`, conversationId, around: seq };
}

export function conversationOf(key: string): string {
  return key.split(separator, 1)[0] ?? key;
}
