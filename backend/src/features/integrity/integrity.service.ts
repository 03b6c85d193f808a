import { Injectable } from '@nestjs/common';
import { limits, type Integrity, type IntegrityQuery } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Actor } from '../../platform/security/actor.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { HealingMetrics } from './healing-metrics.js';
import { IntegrityRepository } from './integrity.repository.js';

/** Lets a client prove to itself that it holds everything. */
@Injectable()
export class IntegrityService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly messages: IntegrityRepository,
    private readonly metrics: HealingMetrics,
  ) {}

  /** A digest of a range of messages, cut at the last one: one snapshot. Throws NotFoundError to who doesn't participate. */
  digest(actor: Actor, conversationId: string, { fromSeq, toSeq }: IntegrityQuery): Promise<Integrity> {
    return this.unitOfWork.snapshot(async () => {
      const { lastSeq, revision } = await this.conversations.forParticipant(actor, conversationId);
      const end = Math.min(toSeq ?? fromSeq + limits.integrityMessages - 1, lastSeq);
      const { messageCount, digest } = await this.messages.digest(conversationId, fromSeq, end);
      return { fromSeq, toSeq: end, messageCount, lastSeq, revision, digest };
    });
  }

  /** A client held something else than we, and has fetched this many messages anew. */
  async reportHealed(actor: Actor, conversationId: string, messages: number): Promise<void> {
    await this.conversations.forParticipant(actor, conversationId);
    this.metrics.healed(messages);
  }
}
