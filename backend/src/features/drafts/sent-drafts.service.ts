import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SendCompanion, type Send } from '../messages/send-companion.port.js';
import { SendCompanionsService } from '../messages/send-companions.service.js';
import { ItemChangesService } from '../personal-items/item-changes.service.js';

/** A draft goes in the transaction in which it is sent, if it still is the one that was sent. */
@Injectable()
export class SentDraftsService extends SendCompanion implements OnModuleInit {
  constructor(
    private readonly sends: SendCompanionsService,
    private readonly items: ItemChangesService,
  ) {
    super();
  }

  onModuleInit(): void {
    this.sends.register(this);
  }

  concerns({ fromDraft }: Send): boolean {
    return fromDraft === true;
  }

  async lock(sends: readonly Send[]): Promise<ReadonlySet<Send>> {
    const locked = await this.items.lock(sends.map(({ senderId }) => senderId));
    return new Set(sends.filter(({ senderId }) => !locked.has(senderId)));
  }

  accompany(sends: readonly Send[]): Promise<void> {
    return this.items.removeMatching(
      sends.map(({ senderId, conversationId, clientMessageId }) => ({
        userId: senderId,
        kind: 'draft',
        id: conversationId,
        containing: { clientMessageId },
      })),
    );
  }
}
