import { inject, Injectable, untracked } from '@angular/core';
import {
  codePointLength,
  type Draft as DraftItem,
  limits,
  type PersonalItem,
} from '@litspark/shared-contracts';
import { filter } from 'rxjs';
import { SessionScope } from '../../../core/session-scope';
import { SessionTimers } from '../../../core/session-timers';
import { type Draft, DraftsStore, isBlank, noDraft } from '../../../stores/drafts.store';
import { ItemsStore } from '../../../stores/items.store';
import { PendingStore } from '../../../stores/pending.store';
import { CommandLog } from '../../../sync/commands/command-log.service';
import { DraftKeeper } from '../../../sync/draft-keeper';
import { DraftWrites } from './draft-writes';

const kind = 'draft';
/** Who typed so short a time ago is still typing. */
const typingMs = 5_000;

/**
 * Gives this person's drafts to their other devices and takes theirs. A draft's id stands for one text: another id is another
 * text. What would be lost by taking the newer of two stays beside it.
 */
@Injectable({ providedIn: SessionScope })
export class DraftSync {
  private readonly items = inject(ItemsStore);
  private readonly drafts = inject(DraftsStore);
  private readonly keeper = inject(DraftKeeper);
  private readonly log = inject(CommandLog);
  private readonly writes = inject(DraftWrites);
  private readonly pending = inject(PendingStore);
  private readonly timers = inject(SessionTimers);
  /** What this browser had in its composers: as it comes back from the server it is nothing new. */
  private readonly own = new Set<string>();
  /** The draft that the server was last known to have, by conversation. */
  private readonly known = new Map<string, string | null>();
  private readonly typedAt = new Map<string, number>();
  /** What cancels the second look at what came while somebody was typing, by conversation. */
  private readonly late = new Map<string, () => void>();
  private begun = false;

  constructor() {
    this.drafts.changed$.subscribe((id) => {
      this.typedAt.set(id, Date.now());
      // What was sent or emptied must not come back, even if the page is killed now.
      if (this.begun && isBlank(this.of(id))) this.give(id);
    });
    this.keeper.kept$.subscribe(({ conversationId, isOwn }) => this.onKept(conversationId, isOwn));
    this.items.changed$.pipe(filter((item) => item.kind === kind)).subscribe((item) => this.take(item));
    void this.begin();
  }

  private async begin(): Promise<void> {
    await this.keeper.load();
    this.begun = true;
    const held = this.items.all().filter((item) => item.kind === kind);
    for (const { id, value } of held)
      this.known.set(id, (value as DraftItem | null)?.clientMessageId ?? null);
    for (const [conversationId, { id }] of this.all()) {
      if (id) this.own.add(id);
      this.give(conversationId);
    }
    for (const item of held) {
      if (this.all().has(item.id)) continue;
      if (this.typedAt.has(item.id)) this.give(item.id);
      else this.take(item);
    }
  }

  private onKept(conversationId: string, isOwn: boolean): void {
    const { id } = this.of(conversationId);
    if (id) this.own.add(id);
    if (!isOwn) this.typedAt.set(conversationId, Date.now());
    else if (this.begun) this.give(conversationId);
  }

  /** What is in the composer by now, unless the other devices have it, or are about to. */
  private give(conversationId: string): void {
    const draft = this.of(conversationId);
    const waiting = this.waiting(conversationId);
    const present = waiting ? waiting.data.value : this.held(conversationId);
    const there = present?.['clientMessageId'];
    if (isBlank(draft)) {
      // What was sent goes with the send.
      if (present && (waiting || !this.isSent(there as string)))
        this.log.add(this.writes, { kind, id: conversationId, value: null, base: { ...present } });
      return;
    }
    const { id: clientMessageId, text: body, replyToId } = draft;
    if (!clientMessageId || clientMessageId === there || codePointLength(body) > limits.bodyCodePoints)
      return;
    const writtenAt = new Date().toISOString();
    const value: DraftItem = { clientMessageId, body, replyToId, fileIds: [], writtenAt };
    this.log.add(this.writes, { kind, id: conversationId, value: { ...value } });
  }

  /** What the server has by now. */
  private take(item: PersonalItem): void {
    if (!this.begun) return;
    const theirs = item.value as DraftItem | null;
    const sight = theirs && this.sight(item.id, theirs);
    const isAhead = this.isAhead(item.id);
    const typingForMs = sight === 'news' && !isAhead ? this.typingForMs(item.id) : 0;
    this.late.get(item.id)?.();
    if (typingForMs > 0) {
      this.late.set(
        item.id,
        this.timers.after(typingForMs, () => this.takeLater(item)),
      );
      return;
    }
    this.known.set(item.id, theirs?.clientMessageId ?? null);
    if (!theirs) this.takeRemoval(item.id, isAhead);
    // The composer went on while it was on its way.
    else if (sight === 'own') this.give(item.id);
    else if (sight === 'news') this.takeNews(item.id, theirs, isAhead);
  }

  /** Nobody has typed for a while, unless they have gone on; what the server said since counts. */
  private takeLater(item: PersonalItem): void {
    if (this.items.peek(kind, item.id) === item) this.take(item);
  }

  private takeRemoval(conversationId: string, isAhead: boolean): void {
    const mine = this.of(conversationId);
    if (!isAhead && !isBlank(mine)) this.adopt(conversationId, { ...noDraft, other: mine.other });
  }

  private takeNews(conversationId: string, theirs: DraftItem, isAhead: boolean): void {
    const { clientMessageId: id, body: text, replyToId } = theirs;
    const mine = this.of(conversationId);
    if (!isAhead) {
      const waiting = this.waiting(conversationId);
      // What was emptied here was another text.
      if (waiting) this.log.drop(waiting.id);
      this.adopt(conversationId, { text, replyToId, parts: mine.parts ?? {}, id, other: mine.other });
    } else if (text.trim() && !mine.text.startsWith(text)) {
      this.drafts.setOther(conversationId, { text, replyToId });
    }
  }

  /** Whether a draft of the server is what this browser shows or has just emptied, what it had once, or another text. */
  private sight(conversationId: string, { clientMessageId: id }: DraftItem): 'shown' | 'own' | 'news' {
    const waiting = this.waiting(conversationId);
    const emptied = waiting?.data.value === null ? waiting.data.base?.['clientMessageId'] : undefined;
    if (id === this.of(conversationId).id || id === emptied) return 'shown';
    return this.own.has(id) || this.isSent(id) ? 'own' : 'news';
  }

  /** Whether the composer has gone on from what the server was last known to have. */
  private isAhead(conversationId: string): boolean {
    const mine = this.of(conversationId);
    const isAnother = !isBlank(mine) && mine.id !== (this.known.get(conversationId) ?? null);
    return isAnother || this.waiting(conversationId)?.data.value != null;
  }

  /** How long what is in the composer counts as being typed still. */
  private typingForMs(conversationId: string): number {
    if (isBlank(this.of(conversationId))) return 0;
    return (this.typedAt.get(conversationId) ?? 0) + typingMs - Date.now();
  }

  private adopt(conversationId: string, draft: Draft): void {
    this.keeper.adopt(conversationId, draft);
  }

  private all(): ReadonlyMap<string, Draft> {
    return untracked(this.drafts.all);
  }

  private of(conversationId: string): Draft {
    return this.all().get(conversationId) ?? noDraft;
  }

  private held(conversationId: string): DraftItem | null {
    return (this.items.peek(kind, conversationId)?.value as DraftItem | null | undefined) ?? null;
  }

  private waiting(conversationId: string) {
    const writes = untracked(() => this.log.of(this.writes));
    return writes.findLast(({ data }) => data.id === conversationId);
  }

  private isSent(clientMessageId: string): boolean {
    return untracked(this.pending.all).some((message) => message.clientMessageId === clientMessageId);
  }
}
