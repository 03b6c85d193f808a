import { inject, Injectable } from '@angular/core';
import type { ClientEventData } from '@litspark/shared-contracts';
import * as z from 'zod';
import { SessionScope } from '../../../core/session-scope';
import { SocketClient } from '../../../core/socket-client';
import { ConversationsStore } from '../../../stores/conversations.store';
import { ConversationRecords } from '../../conversation-records';
import type { Command } from '../command';
import type { CommandKind } from '../command-kind';

const readMark = z.object({ conversationId: z.string(), seq: z.int() });
type ReadMark = z.infer<typeof readMark>;

/** Scrolling passes many messages: the server hears of the last one, after so many milliseconds. */
const gatherMs = 250;

/** Up to where this person has read a conversation: only ever forward, so the highest one counts. */
@Injectable({ providedIn: SessionScope })
export class ReadMarks implements CommandKind<ReadMark, ClientEventData<'mark_as_read'>> {
  private readonly socket = inject(SocketClient);
  private readonly conversations = inject(ConversationsStore);
  private readonly records = inject(ConversationRecords);
  private marks: readonly ReadMark[] = [];

  readonly name = 'read-mark';
  readonly data = readMark;
  // Nobody waits for it, and nobody misses it.
  readonly counted = false;
  readonly restMs = gatherMs;

  constructor() {
    // What is read from the cache, or comes from the server, may be behind what was read here.
    this.conversations.changed$.subscribe((id) => {
      for (const mark of this.marks) if (mark.conversationId === id) this.lay(mark);
    });
  }

  lane({ conversationId }: ReadMark): string {
    return `read ${conversationId}`;
  }

  target({ conversationId }: ReadMark): string {
    return conversationId;
  }

  merge(earlier: ReadMark, later: ReadMark): ReadMark {
    return later.seq > earlier.seq ? later : earlier;
  }

  show(commands: readonly Command<ReadMark>[]): void {
    this.marks = commands.map(({ data }) => data);
    for (const mark of this.marks) this.lay(mark);
  }

  send({ conversationId, seq }: ReadMark): Promise<ClientEventData<'mark_as_read'>> {
    return this.socket.emit('mark_as_read', { conversationId, seq });
  }

  done({ conversationId }: ReadMark, { lastReadSeq }: ClientEventData<'mark_as_read'>): void {
    this.records.moveOwnMarker(conversationId, lastReadSeq);
  }

  private lay({ conversationId, seq }: ReadMark): void {
    const known = this.conversations.peek(conversationId);
    if (known) this.records.moveOwnMarker(conversationId, Math.min(seq, known.lastSeq));
  }
}
