/** The rooms of a node's sockets. */
export const rooms = {
  /** Every socket of this user. */
  user: (userId: string) => `user:${userId}`,
  /** Every socket of this session. */
  session: (sessionId: string) => `session:${sessionId}`,
  /** Every socket of every participant. */
  conversation: (conversationId: string) => `conversation:${conversationId}`,
  /** The sockets that joined: what they show is followed message by message. */
  active: (conversationId: string) => `active:${conversationId}`,
};
