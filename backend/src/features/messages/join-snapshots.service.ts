import { Injectable } from '@nestjs/common';
import { limits, type ClientEventData, type Message } from '@litspark/shared-contracts';
import { Gathered } from '../../platform/concurrency/gathered.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import type { Actor } from '../../platform/security/actor.js';
import { ConversationsService, type OwnConversation } from '../conversations/conversations.service.js';
import { toMessage } from './message-shape.js';
import { windowOf, type MessageWindow } from './message-window.js';
import { MessagesRepository } from './messages.repository.js';

type Snapshot = ClientEventData<'join_conversation'>;

interface Join {
  userId: string;
  conversationId: string;
  afterSeq: number | undefined;
}

interface Joined {
  own: OwnConversation;
  window: MessageWindow;
}

/** Joins of one snapshot at most: each may be answered with 200 messages of 8,000 characters. */
const joinsAtOnce = 32;

/** What those who join conversations are shown; who joins at the same time, such as after a cut, shares the statements. */
@Injectable()
export class JoinSnapshotsService {
  private readonly joins = new Gathered((joins: readonly Join[]) => this.load(joins), joinsAtOnce);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly messages: MessagesRepository,
  ) {}

  /**
   * What `join_conversation` answers: the messages after `afterSeq`, or the newest; all of one moment, which comes after the call.
   * Throws NotFoundError to who doesn't participate.
   */
  async get({ userId }: Actor, conversationId: string, afterSeq?: number): Promise<Snapshot> {
    const snapshot = await this.joins.get({ userId, conversationId, afterSeq });
    if (!snapshot) throw new NotFoundError('There is no such conversation.');
    return snapshot;
  }

  /** In the order of the joins; null for who doesn't participate. */
  private load(joins: readonly Join[]): Promise<(Snapshot | null)[]> {
    return this.unitOfWork.snapshot(async () => {
      const owns = await this.conversations.forParticipants(joins);
      const joined = joins.flatMap(({ afterSeq }, place): Joined[] => {
        const own = owns[place];
        if (!own) return [];
        const limit = afterSeq === undefined ? limits.messagesDefault : limits.joinMessagesMax;
        return [{ own, window: windowOf({ afterSeq, limit }, own.lastSeq) }];
      });
      const pages = await this.pagesOf(joined);
      const described = await this.conversations.describeEach(
        joined.map(({ own }, place) => ({ own, loaded: pages[place] ?? [] })),
      );
      const snapshots = new Map(
        joined.map(({ own, window: { hasMoreBefore, hasMoreAfter } }, place): [OwnConversation, Snapshot] => {
          const view = described[place];
          if (!view) throw new Error('a conversation was left without its summary');
          return [own, { ...view, messages: pages[place] ?? [], hasMoreBefore, hasMoreAfter }];
        }),
      );
      return owns.map((own) => (own && snapshots.get(own)) ?? null);
    });
  }

  /** In the order given; those who are shown the same share a page. */
  private async pagesOf(joined: readonly Joined[]): Promise<Message[][]> {
    const keys = joined.map(({ own, window: { fromSeq, toSeq } }) => `${own.id} ${fromSeq} ${toSeq}`);
    const distinct = new Map(
      joined.map(({ own, window }, place) => [keys[place], { conversationId: own.id, ...window }]),
    );
    const windows = [...distinct].filter(([, { fromSeq, toSeq }]) => fromSeq <= toSeq);
    const found = windows.length > 0 ? await this.messages.ranges(windows.map(([, window]) => window)) : [];
    const pages = new Map(windows.map(([key], place) => [key, (found[place] ?? []).map(toMessage)]));
    return keys.map((key) => pages.get(key) ?? []);
  }
}
