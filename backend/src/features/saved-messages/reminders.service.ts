import { Injectable, type OnModuleInit } from '@nestjs/common';
import * as z from 'zod';
import { defineJob } from '../../platform/jobs/job.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { ActivityService } from '../activity/activity.service.js';
import { ItemChangesService } from '../personal-items/item-changes.service.js';

const payload = z.object({ userId: z.uuid(), messageId: z.uuid(), remindAt: z.iso.datetime() });
type Reminder = z.infer<typeof payload>;

const remindJob = defineJob({ name: 'saved-messages.remind.v1', payload });

/** Reminds people of messages that they saved, at the time they chose: once, whichever devices they have. */
@Injectable()
export class RemindersService implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly items: ItemChangesService,
    private readonly activity: ActivityService,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(remindJob, (reminder) => this.remind(reminder));
  }

  /** In the running unit of work, in place of an earlier one. */
  async plan(userId: string, messageId: string, remindAt: string | null): Promise<void> {
    const key = `${userId}/${messageId}`;
    if (remindAt === null) await this.jobs.cancel(remindJob, key);
    else
      await this.jobs.enqueue(remindJob, { userId, messageId, remindAt }, { runAt: new Date(remindAt), key });
  }

  /** Does nothing where another time was chosen since, the message is done or no longer saved, or they were reminded before. */
  remind({ userId, messageId, remindAt }: Reminder): Promise<void> {
    return this.items.changeBySystem(userId, { kind: 'saved_message', id: messageId }, async ({ value }) => {
      if (value.remindAt !== remindAt || value.doneAt !== null) return null;
      const { conversationId, seq } = value;
      const source = `${messageId} ${remindAt}`;
      await this.activity.tell([
        { userId, kind: 'reminder', source, conversationId, message: { id: messageId, seq } },
      ]);
      return null;
    });
  }
}
