import { Injectable } from '@nestjs/common';
import type { ItemValue } from '@litspark/shared-contracts';
import { ItemRule } from '../../platform/contract/item-rule.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import { MessageReadingService } from '../messages/message-reading.service.js';
import { PersonalItemRule, type ItemWrite } from '../personal-items/item-rule.port.js';

type Saved = ItemValue<'saved_message'>;

/** Of a message that the person may see; where it stands is the server’s to say. */
@Injectable()
@ItemRule('saved_message')
export class SavedMessageRule extends PersonalItemRule<'saved_message'> {
  constructor(private readonly messages: MessageReadingService) {
    super();
  }

  override conversationOf(_id: string, { conversationId }: Saved): string {
    return conversationId;
  }

  override async write({ id, value }: ItemWrite<'saved_message'>): Promise<Saved> {
    const message = await this.messages.find(value.conversationId, id);
    if (!message) throw new NotFoundError('There is no such message.');
    return { ...value, seq: message.seq };
  }
}
