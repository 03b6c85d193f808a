import { inject, Injectable } from '@angular/core';
import type { Participant, ParticipantPage } from '@litspark/shared-contracts';
import { ApiClient } from '../core/api-client';
import { ApiError } from '../core/api-error';
import { SessionScope } from '../core/session-scope';
import { MessagesStore } from '../stores/messages.store';
import { ParticipantsStore } from '../stores/participants.store';
import type { TimelineLoading } from '../stores/timeline';
import { conversationOf } from '../stores/timeline-source';
import type { PageRequest } from './cache/cached-history';
import { HistoryPages } from './history-pages';
import { knownUpTo, withPage } from './merge';
import { OpenTimelines } from './open-timelines';

/** Pages of history beyond what came by itself, into the timeline of a source, named by its key. */
@Injectable({ providedIn: SessionScope })
export class History {
  private readonly api = inject(ApiClient);
  private readonly messages = inject(MessagesStore);
  private readonly participants = inject(ParticipantsStore);
  private readonly open = inject(OpenTimelines);
  private readonly pages = inject(HistoryPages);

  async loadOlder(key: string): Promise<void> {
    const first = this.messages.window(key)?.messages[0];
    if (first && first.seq > 1) await this.load(key, { beforeSeq: first.seq }, 'before', false);
  }

  async loadNewer(key: string): Promise<void> {
    const window = this.messages.window(key);
    const last = window?.messages.at(-1)?.seq ?? 0;
    if (window && last < window.lastSeq) await this.load(key, { afterSeq: last }, 'after', false);
  }

  async loadAround(key: string, seq: number): Promise<void> {
    const held = this.messages.window(key)?.messages.some((message) => message.seq === seq);
    if (!held) await this.load(key, { aroundSeq: seq }, 'initial', true);
  }

  async jumpToNewest(key: string): Promise<void> {
    const window = this.messages.window(key);
    if (window && (window.messages.at(-1)?.seq ?? 0) < window.lastSeq)
      await this.load(key, {}, 'after', true);
  }

  async loadParticipants(id: string): Promise<void> {
    const everybody: Participant[] = [];
    let cursor: string | null = null;
    do {
      const page: ParticipantPage = await this.api.get<ParticipantPage>(`/conversations/${id}/participants`, {
        cursor,
        limit: 100,
      });
      everybody.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    this.participants.merge(id, everybody, true);
  }

  private async load(
    key: string,
    request: PageRequest,
    loading: TimelineLoading,
    mayReplace: boolean,
  ): Promise<void> {
    const before = this.messages.window(key);
    // A jump doesn't wait for a page that it leaves behind.
    if (!before || (!mayReplace && this.messages.loading(key) !== 'none')) return;
    const id = conversationOf(key);
    this.messages.setLoading(key, loading);
    try {
      const page = await this.pages.read(id, request);
      const window = this.messages.window(key);
      if (window) {
        if (mayReplace && key === id) this.open.jumped(id);
        this.messages.setWindow(key, knownUpTo(withPage(window, page.messages, mayReplace), page.revision));
        // A change pushed while the page was read concerned messages that weren't held yet.
        if (window.revision > before.revision) await this.open.catchUp(id, before.revision);
      }
      this.messages.setLoading(key, 'none');
    } catch (thrown) {
      this.messages.setLoading(key, 'none', ApiError.from(thrown));
    }
  }
}
