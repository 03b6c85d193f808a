import { effect, inject, Injectable, untracked } from '@angular/core';
import type { Message, MessageVersions } from '@litspark/shared-contracts';
import { ApiClient } from '../core/api-client';
import { ApiError } from '../core/api-error';
import { SessionService } from '../core/session.service';
import { SocketClient } from '../core/socket-client';
import { ChangesStore } from '../stores/changes.store';
import { MessageAnswers } from './message-answers';
import { type PendingEdit, PendingEdits } from './pending-edits';

/** Somebody who reacts changes the revision too: so often an edit is tried again over the same body. */
const mostTries = 5;

const path = (message: Pick<Message, 'id' | 'conversationId'>, below = '') =>
  `/conversations/${message.conversationId}/messages/${message.id}${below}`;

/** Edits and reactions: on the screen at once, and back as it was where the server refuses. */
@Injectable({ providedIn: 'root' })
export class MessageChanges {
  private readonly api = inject(ApiClient);
  private readonly session = inject(SessionService);
  private readonly changes = inject(ChangesStore);
  private readonly answers = inject(MessageAnswers);
  private readonly socket = inject(SocketClient);
  private readonly pending = inject(PendingEdits);
  /** Edits on their way: the next one of the same message waits for it. */
  private readonly editing = new Map<string, Promise<void>>();
  /** When the server had this page's last edit of a message. */
  private readonly savedAt = new Map<string, string | null>();
  /** Reactions on their way, by message and emoji. */
  private readonly reacting = new Map<string, Promise<void>>();

  constructor() {
    effect(() => {
      const me = this.session.user();
      untracked(() => {
        if (me)
          for (const { messageId, to } of this.pending.of(me.id)) this.changes.set(messageId, { body: to });
      });
    });
    this.socket.connected$.subscribe(() => this.takeUp());
  }

  /**
   * Replaces the body `from`, which the person saw, by `to`. Where the message says something else by now, or the
   * server can't be reached, the text is kept as the change's `refused`, for the person to decide.
   */
  edit(message: Message, from: string, to: string): Promise<void> {
    this.changes.set(message.id, { body: to, refused: undefined });
    return this.saveInTurn(this.pending.put(this.ownId, message, from, to));
  }

  /** Gives up an edit that was refused. */
  dropRefused(messageId: string): void {
    this.pending.drop(this.ownId, messageId);
    this.changes.set(messageId, { refused: undefined });
  }

  /** Adds one's own reaction or takes it back; the last call counts. Throws `ApiError`, and all is as it was. */
  react(message: Message, emoji: string, present: boolean): Promise<void> {
    const key = `${message.id} ${emoji}`;
    this.wish(message.id, emoji, present);
    const running = this.reacting.get(key);
    if (running) return running;
    const run = this.follow(message, emoji, present).finally(() => {
      this.reacting.delete(key);
      this.wish(message.id, emoji, undefined);
    });
    this.reacting.set(key, run);
    return run;
  }

  /** What the message said, oldest first, the present body last. Throws `ApiError`. */
  async versions(message: Message): Promise<MessageVersions['items']> {
    const items: MessageVersions['items'] = [];
    let cursor: string | null = null;
    do {
      const page: MessageVersions = await this.api.get(path(message, '/versions'), { cursor });
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  }

  /** Sends what an earlier page couldn't. What was refused here waits for the person. */
  private takeUp(): void {
    for (const edit of this.pending.of(this.ownId)) {
      if (this.editing.has(edit.messageId) || this.changes.peek(edit.messageId)?.refused) continue;
      this.changes.set(edit.messageId, { body: edit.to });
      void this.saveInTurn(edit);
    }
  }

  private saveInTurn(edit: PendingEdit): Promise<void> {
    const { messageId } = edit;
    const before = this.editing.get(messageId) ?? Promise.resolve();
    const saving = before
      .then(() => this.save(edit))
      .finally(() => this.editing.get(messageId) === saving && this.editing.delete(messageId));
    this.editing.set(messageId, saving);
    return saving;
  }

  private async save(edit: PendingEdit): Promise<void> {
    const userId = this.ownId;
    const { messageId, conversationId, to } = edit;
    const message = { id: messageId, conversationId };
    let { revision } = edit;
    for (let tries = 1; ; tries += 1) {
      try {
        const body = { body: to, expectedRevision: revision };
        const saved = await this.api.persistently<Message>('PATCH', path(message), body);
        this.savedAt.set(messageId, saved.editedAt);
        this.take(saved, userId);
        this.pending.remove(userId, edit);
        this.settle(messageId, to);
        return;
      } catch (thrown) {
        const error = ApiError.from(thrown);
        const present = error.code === 'CONFLICT' ? await this.present(message, userId) : null;
        if (userId !== this.ownId) return;
        if (present?.body === to) {
          this.pending.remove(userId, edit);
          this.settle(messageId, to);
          return;
        }
        if (present && this.isAsSeen(present, edit) && tries < mostTries) {
          revision = present.revision;
          continue;
        }
        // Nobody will see it again, so nobody can decide.
        if (error.code === 'NOT_FOUND') this.pending.remove(userId, edit);
        this.settle(messageId, to);
        // A later edit of the same message carries its own text.
        if (this.changes.peek(messageId)?.body === undefined) {
          this.changes.set(messageId, { refused: { body: to, error } });
        }
        return;
      }
    }
  }

  /** The same words aren't enough: they may have been changed and changed back since. */
  private isAsSeen(present: Message, { messageId, editedAt, from }: PendingEdit): boolean {
    if (present.deletedAt || !from.includes(present.body)) return false;
    return present.editedAt === editedAt || present.editedAt === this.savedAt.get(messageId);
  }

  /** Takes the overlay away, unless a later edit laid another one. */
  private settle(messageId: string, body: string): void {
    if (this.changes.peek(messageId)?.body === body) this.changes.set(messageId, { body: undefined });
  }

  private async present(
    message: Pick<Message, 'id' | 'conversationId'>,
    userId: string,
  ): Promise<Message | null> {
    try {
      const present = await this.answers.get(message.conversationId, message.id);
      this.take(present, userId);
      return present;
    } catch {
      return null;
    }
  }

  /** Tells the server what is wished until both agree. */
  private async follow(message: Message, emoji: string, first: boolean): Promise<void> {
    const userId = this.ownId;
    const below = `/reactions/${encodeURIComponent(emoji)}`;
    let told: boolean | undefined;
    for (let wished: boolean | undefined = first; wished !== told && wished !== undefined;) {
      told = wished;
      this.take(await this.api.persistently<Message>(told ? 'PUT' : 'DELETE', path(message, below)), userId);
      wished = this.changes.peek(message.id)?.reactions?.get(emoji);
    }
  }

  private wish(messageId: string, emoji: string, present: boolean | undefined): void {
    const reactions = new Map(this.changes.peek(messageId)?.reactions);
    if (present === undefined) reactions.delete(emoji);
    else reactions.set(emoji, present);
    this.changes.set(messageId, { reactions: reactions.size > 0 ? reactions : undefined });
  }

  private take(message: Message, userId: string): void {
    if (userId === this.ownId) this.answers.take(message);
  }

  private get ownId(): string {
    return this.session.user()?.id ?? '';
  }
}
