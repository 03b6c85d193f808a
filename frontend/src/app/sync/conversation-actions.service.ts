import { inject, Injectable } from '@angular/core';
import type {
  ConversationPage,
  ConversationSummary,
  CreateConversationRequest,
  UpdateConversationRequest,
} from '@litspark/shared-contracts';
import { ApiClient } from '../core/api-client';
import { SessionScope } from '../core/session-scope';
import { SessionService } from '../core/session.service';
import { ApiError } from '../core/api-error';
import { ConversationRecords } from './conversation-records';

/** What people do with conversations. Every call throws `ApiError`; what it answers is in the stores already. */
@Injectable({ providedIn: SessionScope })
export class ConversationActionsService {
  private readonly api = inject(ApiClient);
  private readonly session = inject(SessionService);
  private readonly records = inject(ConversationRecords);

  /** The direct conversation with somebody: the one there is, or a new one. */
  createDirect(userId: string): Promise<ConversationSummary> {
    return this.create({ kind: 'direct', participantIds: [userId] });
  }

  createGroup(participantIds: string[], title?: string): Promise<ConversationSummary> {
    return this.create({ kind: 'group', participantIds, title });
  }

  createChannel(
    title: string,
    visibility: 'public' | 'private',
    participantIds: string[] = [],
  ): Promise<ConversationSummary> {
    return this.create({ kind: 'channel', title, visibility, participantIds });
  }

  rename(id: string, title: string): Promise<ConversationSummary> {
    return this.update(id, { title });
  }

  /** An empty topic takes it away. */
  setTopic(id: string, topic: string): Promise<ConversationSummary> {
    return this.update(id, { topic });
  }

  setArchived(id: string, archived: boolean): Promise<ConversationSummary> {
    return this.update(id, { archived });
  }

  /** 100 at most in one call. */
  async addParticipants(id: string, userIds: string[]): Promise<ConversationSummary> {
    return this.take(
      await this.api.post<ConversationSummary>(`/conversations/${id}/participants`, { userIds }),
    );
  }

  removeParticipant(id: string, userId: string): Promise<void> {
    return this.api.delete(`/conversations/${id}/participants/${userId}`);
  }

  async leave(id: string): Promise<void> {
    const me = this.session.user();
    if (!me) throw new ApiError('UNAUTHENTICATED', 'signed out');
    await this.removeParticipant(id, me.id);
    this.records.remove(id);
  }

  /** Public channels, joined or not; `q` looks in their titles. */
  browseChannels(q = '', cursor?: string): Promise<ConversationPage> {
    return this.api.get('/channels', { q, cursor });
  }

  async joinChannel(id: string): Promise<ConversationSummary> {
    return this.take(await this.api.post<ConversationSummary>(`/conversations/${id}/join`));
  }

  private async create(request: CreateConversationRequest): Promise<ConversationSummary> {
    return this.take(await this.api.post<ConversationSummary>('/conversations', request));
  }

  private async update(id: string, change: UpdateConversationRequest): Promise<ConversationSummary> {
    return this.take(await this.api.patch<ConversationSummary>(`/conversations/${id}`, change));
  }

  private take(conversation: ConversationSummary): ConversationSummary {
    this.records.mergeSummaries([conversation]);
    return conversation;
  }
}
