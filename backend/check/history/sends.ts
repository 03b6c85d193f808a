import type { ErrorCode, Message } from '@litspark/shared-contracts';

/** One message somebody wants to send, over all its tries. */
export interface SendRecord {
  conversationId: string;
  senderId: string;
  clientMessageId: string;
  body: string;
  replyToId: string | null;
  firstInvokedAt: number;
  ackedAt: number | null;
  /** As first acknowledged. */
  message: Message | null;
  refusal: ErrorCode | null;
  /** A try that may have been stored although it was not acknowledged. */
  uncertain: boolean;
  tries: number;
  /** Sent over one socket without waiting for the one before: its index among these, if its first try was acknowledged. */
  burst: { id: string; index: number } | null;
}

/** All sends of the conversations in use. */
export class Sends {
  private readonly byConversation = new Map<string, Map<string, SendRecord>>();

  open(
    send: Pick<SendRecord, 'conversationId' | 'senderId' | 'clientMessageId' | 'body' | 'replyToId'>,
    at: number,
  ): SendRecord {
    const sends = this.byConversation.get(send.conversationId) ?? new Map<string, SendRecord>();
    this.byConversation.set(send.conversationId, sends);
    const known = sends.get(send.clientMessageId);
    if (known) return known;
    const record: SendRecord = {
      ...send,
      firstInvokedAt: at,
      ackedAt: null,
      message: null,
      refusal: null,
      uncertain: false,
      tries: 0,
      burst: null,
    };
    sends.set(send.clientMessageId, record);
    return record;
  }

  find(clientMessageId: string): SendRecord | undefined {
    for (const sends of this.byConversation.values()) {
      const found = sends.get(clientMessageId);
      if (found) return found;
    }
    return undefined;
  }

  of(conversationId: string): SendRecord[] {
    return [...(this.byConversation.get(conversationId)?.values() ?? [])];
  }

  forget(conversationId: string): void {
    this.byConversation.delete(conversationId);
  }
}
