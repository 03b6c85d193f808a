import { effect, inject, Injectable, untracked } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { map, merge, type Observable, Subject } from 'rxjs';
import { SessionScope } from '../../core/session-scope';
import { ConversationsStore } from '../../stores/conversations.store';
import { MessagesStore } from '../../stores/messages.store';
import { MessagingService } from '../../sync/messaging.service';

/** A message that came a moment ago. */
export interface Arrival {
  message: Message;
  /** The server says that it mentions this person. */
  isMention: boolean;
}

/** Where notifications come from: what the server pushes, and what is found to have come meanwhile. */
@Injectable({ providedIn: SessionScope })
export class NotificationSources {
  private readonly conversations = inject(ConversationsStore);
  private readonly messages = inject(MessagesStore);
  private readonly latest = new Subject<readonly Message[]>();
  /** By conversation: the last message that was passed on. */
  private readonly passedOn = new Map<string, number>();

  readonly arrived$: Observable<Arrival>;
  /** Messages of one conversation that this device holds, perhaps only for a moment: of quick ones the pushes name only some. */
  readonly held$ = this.messages.changed$.pipe(
    map((id) => ({ conversationId: id, messages: this.messages.window(id)?.messages ?? [] })),
  );
  /** The last messages of conversations, each once, from the first sync on. */
  readonly latest$: Observable<readonly Message[]> = this.latest.asObservable();

  constructor() {
    const { latestMessage$, mentioned$ } = inject(MessagingService);
    this.arrived$ = merge(
      latestMessage$.pipe(map((message) => ({ message, isMention: false }))),
      mentioned$.pipe(map((message) => ({ message, isMention: true }))),
    );
    effect(() => {
      const latest: Message[] = [];
      for (const { id, lastSeq, lastMessage } of this.conversations.all()) {
        if (lastSeq <= (this.passedOn.get(id) ?? 0)) continue;
        this.passedOn.set(id, lastSeq);
        if (lastMessage) latest.push(lastMessage);
      }
      if (latest.length > 0) untracked(() => this.latest.next(latest));
    });
  }
}
