import { inject, Injectable } from '@angular/core';
import type { Message, MessagePage, Participant, ParticipantPage } from '@litspark/shared-contracts';
import { ApiClient } from '../core/api-client';
import { ApiError } from '../core/api-error';
import { SocketClient } from '../core/socket-client';
import { MessagesStore } from '../stores/messages.store';
import { ParticipantsStore } from '../stores/participants.store';
import type { TimelineLoading } from '../stores/timeline';
import { CachedHistory, type PageRequest } from './cache/cached-history';
import { knownUpTo, withPage } from './merge';
import { OpenConversation } from './open-conversation';

/** Pages of history beyond what came by itself. */
@Injectable({ providedIn: 'root' })
export class History {
  private readonly api = inject(ApiClient);
  private readonly messages = inject(MessagesStore);
  private readonly participants = inject(ParticipantsStore);
  private readonly open = inject(OpenConversation);
  private readonly socket = inject(SocketClient);
  private readonly cached = inject(CachedHistory);

  async loadOlder(id: string): Promise<void> {
    const first = this.messages.window(id)?.messages[0];
    if (first && first.seq > 1) await this.load(id, { beforeSeq: first.seq }, 'before', false);
  }

  async loadNewer(id: string): Promise<void> {
    const window = this.messages.window(id);
    const last = window?.messages.at(-1)?.seq ?? 0;
    if (window && last < window.lastSeq) await this.load(id, { afterSeq: last }, 'after', false);
  }

  async loadAround(id: string, seq: number): Promise<void> {
    const held = this.messages.window(id)?.messages.some((message) => message.seq === seq);
    if (!held) await this.load(id, { aroundSeq: seq }, 'initial', true);
  }

  async jumpToNewest(id: string): Promise<void> {
    const window = this.messages.window(id);
    if (window && (window.messages.at(-1)?.seq ?? 0) < window.lastSeq) await this.load(id, {}, 'after', true);
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
    id: string,
    request: PageRequest,
    loading: TimelineLoading,
    mayReplace: boolean,
  ): Promise<void> {
    const before = this.messages.window(id);
    // A jump doesn't wait for a page that it leaves behind.
    if (!before || (!mayReplace && this.messages.loading(id) !== 'none')) return;
    this.messages.setLoading(id, loading);
    try {
      const page = await this.page(id, request);
      const window = this.messages.window(id);
      if (window) {
        if (mayReplace) this.open.jumped(id);
        this.messages.setWindow(id, knownUpTo(withPage(window, page.messages, mayReplace), page.revision));
        // A change pushed while the page was read concerned messages that weren't held yet.
        if (window.revision > before.revision) await this.open.catchUp(id, before.revision);
      }
      this.messages.setLoading(id, 'none');
    } catch (thrown) {
      this.messages.setLoading(id, 'none', ApiError.from(thrown));
    }
  }

  /** From the server; cut off from it, from what this browser keeps. */
  private async page(id: string, request: PageRequest): Promise<{ messages: Message[]; revision: number }> {
    const kept = async () => {
      const page = await this.cached.page(id, request);
      return page && page.messages.length > 0 ? page : undefined;
    };
    const early = this.socket.connected ? undefined : await kept();
    if (early) return early;
    try {
      const { items } = await this.api.get<MessagePage>(`/conversations/${id}/messages`, { ...request });
      return { messages: items, revision: Infinity };
    } catch (thrown) {
      const late = ApiError.from(thrown).offline ? await kept() : undefined;
      if (late) return late;
      throw thrown;
    }
  }
}
