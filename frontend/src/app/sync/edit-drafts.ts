import { inject, Injectable } from '@angular/core';
import { SessionScope } from '../core/session-scope';
import { WriteAhead } from '../core/write-ahead';
import type { EditedMessage } from './message-changes.service';

/** An edit that is being written. */
export interface EditDraft {
  message: EditedMessage;
  /** The body that the person saw when they began. */
  from: string;
  /** Markdown source. */
  text: string;
}

interface KeptEdit extends EditDraft {
  /** In milliseconds since 1970. */
  at: number;
}

/** Edits that are being written, kept in the task of the key press: a page that is left or killed loses none. */
@Injectable({ providedIn: SessionScope })
export class EditDrafts {
  private readonly ahead = inject(WriteAhead);

  keep({ message, from, text }: EditDraft): void {
    const { id, conversationId, revision, createdAt, editedAt } = message;
    const kept: KeptEdit = {
      message: { id, conversationId, revision, createdAt, editedAt },
      from,
      text,
      at: Date.now(),
    };
    this.ahead.put('editing', id, kept);
  }

  /** It was sent, or given up. */
  remove(messageId: string): void {
    this.ahead.remove('editing', messageId);
  }

  /** What was being written in a message's place, if anything. */
  textOf(messageId: string): string | undefined {
    return this.ahead.get<KeptEdit>('editing', messageId)?.text;
  }

  /** The one of a conversation that was written last, by this page or an earlier one. */
  latest(conversationId: string): EditDraft | undefined {
    return [...this.ahead.allOf<KeptEdit>('editing').values()]
      .filter(({ message }) => message.conversationId === conversationId)
      .sort((a, b) => a.at - b.at)
      .at(-1);
  }

  /** How many there are: those whose words are still the message's own lose nothing, and don't count. */
  count(): number {
    const kept = [...this.ahead.allOf<KeptEdit>('editing').values()];
    return kept.filter(({ from, text }) => text !== from).length;
  }
}
