import type { Message } from '@litspark/shared-contracts';

/** A change of a message after it was sent. `revision` where it was acknowledged. */
export interface ChangeRecord {
  kind: 'edit' | 'delete' | 'react' | 'unreact';
  conversationId: string;
  messageId: string;
  userId: string;
  /** The new body of an edit, the emoji of a reaction. */
  value: string;
  invokedAt: number;
  endedAt: number;
  outcome: 'acknowledged' | 'refused' | 'uncertain';
  message: Message | null;
}

/** Changes of messages, and how many changes of each conversation nobody can name a revision of. */
export class Changes {
  private readonly byConversation = new Map<string, ChangeRecord[]>();
  private readonly silentOnes = new Map<string, { certain: number; uncertain: number }>();

  add(change: ChangeRecord): void {
    const changes = this.byConversation.get(change.conversationId) ?? [];
    changes.push(change);
    this.byConversation.set(change.conversationId, changes);
    if (change.outcome === 'uncertain') this.addSilent(change.conversationId, 'uncertain');
  }

  /** A change whose answer names no revision, or whose answer is missing. */
  addSilent(conversationId: string, how: 'certain' | 'uncertain'): void {
    const silent = this.silentOnes.get(conversationId) ?? { certain: 0, uncertain: 0 };
    silent[how] += 1;
    this.silentOnes.set(conversationId, silent);
  }

  of(conversationId: string): readonly ChangeRecord[] {
    return this.byConversation.get(conversationId) ?? [];
  }

  silent(conversationId: string): { certain: number; uncertain: number } {
    return this.silentOnes.get(conversationId) ?? { certain: 0, uncertain: 0 };
  }

  forget(conversationId: string): void {
    this.byConversation.delete(conversationId);
    this.silentOnes.delete(conversationId);
  }
}
