import { Injectable } from '@angular/core';
import type { Me } from '@litspark/shared-contracts';
import { filter, map, type Observable, Subject } from 'rxjs';
import type { StoredError } from './stored-error';

/** What the tabs of this browser send each other, by topic. */
export interface TabTopics {
  /** What this person has to send changed; what it is now is in the database. */
  outbox: { userId: string };
  /** The command log changed; what it holds now is in the database. With what became of a command, where it ended. */
  commands: {
    userId: string;
    done?: { kind: string; data: unknown; answer: unknown };
    refused?: { kind: string; data: unknown; error: StoredError };
  };
  /** A tab that doesn't lead asks the one that does whether it is there; that one answers. */
  leader: { userId: string; asks: 'visible' | 'hidden' } | { userId: string; asks?: never };
  /** A tab has stored a conversation up to a seq, or the one that leads has reported that to the server. */
  delivery: { userId: string; conversationId: string; seq: number; isReported: boolean };
  /** Somebody signed in here, or out of the session named, or changed their own profile or settings. */
  session:
    | { userId: string; now: 'signed-in' }
    | { userId: string; now: 'signed-out'; sessionId: string | null }
    | { userId: string; now: 'changed'; me: Me };
  /** A draft as it is since `at`, in milliseconds since 1970; an empty one is gone. */
  draft: {
    userId: string;
    conversationId: string;
    text: string;
    replyToId: string | null;
    parts?: Readonly<Record<string, unknown>> | undefined;
    id?: string | undefined;
    other?: { text: string; replyToId: string | null } | undefined;
    at: number;
  };
}

type Topic = keyof TabTopics;
interface TabMessage {
  topic: Topic;
  data: unknown;
}

/**
 * From one tab to all others of this browser; where a browser lacks the channel, each tab is on its own. Outlives
 * sessions: tabs tell each other that one begins.
 */
@Injectable({ providedIn: 'root' })
export class TabChannel {
  private readonly received = new Subject<TabMessage>();
  private readonly channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('litspark') : null;

  constructor() {
    this.channel?.addEventListener('message', ({ data }: MessageEvent<TabMessage>) =>
      this.received.next(data),
    );
  }

  post<T extends Topic>(topic: T, data: TabTopics[T]): void {
    this.channel?.postMessage({ topic, data } satisfies TabMessage);
  }

  /** What other tabs send, not this one. */
  on<T extends Topic>(topic: T): Observable<TabTopics[T]> {
    return this.received.pipe(
      filter((message) => message.topic === topic),
      map((message) => message.data as TabTopics[T]),
    );
  }
}
