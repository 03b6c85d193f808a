import { inject, Injectable } from '@angular/core';
import type { Message, MessagePage } from '@litspark/shared-contracts';
import { ApiClient } from '../core/api-client';
import { ApiError } from '../core/api-error';
import { SessionScope } from '../core/session-scope';
import { SocketClient } from '../core/socket-client';
import { CachedHistory, type PageRequest } from './cache/cached-history';

/** Reads pages of a conversation: from the server; cut off from it, from what this browser keeps. */
@Injectable({ providedIn: SessionScope })
export class HistoryPages {
  private readonly api = inject(ApiClient);
  private readonly socket = inject(SocketClient);
  private readonly cached = inject(CachedHistory);

  /** With the revision up to which the page is right: `Infinity` for one that the server gave. Throws `ApiError`. */
  async read(id: string, request: PageRequest): Promise<{ messages: Message[]; revision: number }> {
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
