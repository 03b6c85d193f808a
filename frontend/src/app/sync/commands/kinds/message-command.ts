import * as z from 'zod';

/** What every command on a message carries. */
export const messageRef = z.object({ conversationId: z.string(), messageId: z.string() });
export type MessageRef = z.infer<typeof messageRef>;

/** What is done to one message is done in order. */
export const messageLane = ({ messageId }: MessageRef): string => `message ${messageId}`;

/** The parameters of a route below a message. */
export const messageParamsOf = ({
  conversationId,
  messageId,
}: MessageRef): { readonly id: string; readonly messageId: string } => ({ id: conversationId, messageId });

/** Of a message, or of what lies below it, in the REST API. */
export const messagePath = ({ conversationId, messageId }: MessageRef, below = ''): string =>
  `/conversations/${conversationId}/messages/${messageId}${below}`;
