import { Injectable } from '@nestjs/common';
import type { ItemValue } from '@litspark/shared-contracts';
import { ItemRule } from '../../platform/contract/item-rule.js';
import { ConflictError } from '../../platform/errors/domain-error.js';
import { MessageReadingService } from '../messages/message-reading.service.js';
import { PersonalItemRule, type ItemWrite } from '../personal-items/item-rule.port.js';

type Draft = ItemValue<'draft'>;

/** One for each conversation that the person sees. What was sent is no draft any more: a late autosave doesn’t revive it. */
@Injectable()
@ItemRule('draft')
export class DraftRule extends PersonalItemRule<'draft'> {
  constructor(private readonly messages: MessageReadingService) {
    super();
  }

  override conversationOf(id: string): string {
    return id;
  }

  override async write({ actor, value }: ItemWrite<'draft'>): Promise<Draft> {
    // A send of the draft holds the person's lock too: it is stored by now, or it will find this one and take it away.
    if (await this.messages.isStored(actor.userId, value.clientMessageId))
      throw new ConflictError('This draft was sent.');
    return value;
  }
}
