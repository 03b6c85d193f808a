import { Injectable } from '@nestjs/common';
import { limits, type ItemValue } from '@litspark/shared-contracts';
import { ItemRule } from '../../platform/contract/item-rule.js';
import { ConflictError, NotFoundError, ValidationFailedError } from '../../platform/errors/domain-error.js';
import { MessageReadingService } from '../messages/message-reading.service.js';
import { PersonalItemRule, type ItemRemoval, type ItemWrite } from '../personal-items/item-rule.port.js';
import { PersonalItemsService } from '../personal-items/personal-items.service.js';
import { ScheduledJobsService } from './scheduled-jobs.service.js';

type Scheduled = ItemValue<'scheduled_message'>;

/** What waits has a job at its time, stored with it. What was sent, by the job or by hand, stays as it is. */
@Injectable()
@ItemRule('scheduled_message')
export class ScheduledMessageRule extends PersonalItemRule<'scheduled_message'> {
  /** It fails at its time, and its author learns of it then. */
  override readonly outlivesDeparture = true;

  /** A send by hand under its id takes it away; which sends those are is read once the conversation is locked. */
  override readonly comesBetweenSends = true;

  constructor(
    private readonly messages: MessageReadingService,
    private readonly items: PersonalItemsService,
    private readonly jobs: ScheduledJobsService,
  ) {
    super();
  }

  override conversationOf(_id: string, { conversationId }: Scheduled): string {
    return conversationId;
  }

  override async write({ actor, id, value }: ItemWrite<'scheduled_message'>): Promise<Scheduled> {
    // Its send locks the conversation too: it is stored by now, or will find what is written here.
    await this.assertNotSent(actor.userId, id);
    await this.assertSendable(value);
    const others = await this.items.count(actor.userId, 'scheduled_message', { state: 'waiting' }, id);
    if (others >= limits.scheduledWaiting)
      throw new ConflictError(`There are ${limits.scheduledWaiting} scheduled messages already.`);
    await this.jobs.enqueue({ userId: actor.userId, id, sendAt: value.sendAt });
    return { ...value, state: 'waiting', error: null };
  }

  override async remove({ actor, id, isPresent }: ItemRemoval): Promise<void> {
    await this.assertNotSent(actor.userId, id);
    if (isPresent) await this.jobs.cancel(actor.userId, id);
  }

  private async assertNotSent(userId: string, id: string): Promise<void> {
    if (await this.messages.isStored(userId, id)) throw new ConflictError('This message was sent.');
  }

  private async assertSendable({ conversationId, replyToId, fileIds, sendAt }: Scheduled): Promise<void> {
    if (new Date(sendAt) > yearAhead())
      throw ValidationFailedError.at('value.sendAt', 'must be at most a year ahead');
    if (replyToId !== null && !(await this.messages.find(conversationId, replyToId)))
      throw new NotFoundError('There is no such message to reply to.');
    // No file can be sent with a message yet.
    if (fileIds.length > 0) throw new NotFoundError('There is no such file.');
  }
}

function yearAhead(): Date {
  const then = new Date();
  then.setUTCFullYear(then.getUTCFullYear() + 1);
  return then;
}
