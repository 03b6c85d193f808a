import { Injectable } from '@nestjs/common';
import type { ItemValue } from '@litspark/shared-contracts';
import { ItemRule } from '../../platform/contract/item-rule.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import { MessageReadingService } from '../messages/message-reading.service.js';
import { PersonalItemRule, type ItemRemoval, type ItemWrite } from '../personal-items/item-rule.port.js';
import { RemindersService } from './reminders.service.js';

type Saved = ItemValue<'saved_message'>;

/** Of a message that the person may see; where it stands is the server’s to say. */
@Injectable()
@ItemRule('saved_message')
export class SavedMessageRule extends PersonalItemRule<'saved_message'> {
  constructor(
    private readonly messages: MessageReadingService,
    private readonly reminders: RemindersService,
  ) {
    super();
  }

  override conversationOf(_id: string, { conversationId }: Saved): string {
    return conversationId;
  }

  override async write({ actor, id, value, present }: ItemWrite<'saved_message'>): Promise<Saved> {
    const message = await this.messages.find(value.conversationId, id);
    if (!message) throw new NotFoundError('There is no such message.');
    const remindAt = reminderOf(value);
    if (remindAt !== reminderOf(present)) await this.reminders.plan(actor.userId, id, remindAt);
    return { ...value, seq: message.seq };
  }

  override async remove({ actor, id, isPresent }: ItemRemoval): Promise<void> {
    if (isPresent) await this.reminders.plan(actor.userId, id, null);
  }
}

/** Of what is done nobody is reminded. */
const reminderOf = (saved: Saved | null): string | null =>
  saved && saved.doneAt === null ? saved.remindAt : null;
