/** The emojis that are at hand without a search: what people answer with most. */
export const quickReactions = ['👍', '❤️', '😂', '🎉', '👏', '👀'] as const;
