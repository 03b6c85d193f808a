import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DomainError, ForbiddenError, UnavailableError } from '../../platform/errors/domain-error.js';
import { toContractError } from '../../platform/errors/translate-error.js';
import type { JobRun } from '../../platform/jobs/job.js';
import { systemFor } from '../../platform/security/actor.js';
import { ActivityService } from '../activity/activity.service.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { MessagesService } from '../messages/messages.service.js';
import { ItemChangesService, type PresentItem } from '../personal-items/item-changes.service.js';
import { PersonalItemsService } from '../personal-items/personal-items.service.js';
import { UsersService } from '../users/users.service.js';
import { ScheduledJobsService, type ScheduledJob } from './scheduled-jobs.service.js';
import { ScheduleChangedError } from './schedule-changed-error.js';

type Item = PresentItem<'scheduled_message'>;

/** Sends what was scheduled, at its time. */
@Injectable()
export class ScheduledSendsService implements OnModuleInit {
  private readonly logger = new Logger(ScheduledSendsService.name);

  constructor(
    private readonly jobs: ScheduledJobsService,
    private readonly users: UsersService,
    private readonly messages: MessagesService,
    private readonly items: PersonalItemsService,
    private readonly changes: ItemChangesService,
    private readonly conversations: ConversationsService,
    private readonly activity: ActivityService,
  ) {}

  onModuleInit(): void {
    this.jobs.handle((job, run) => this.run(job, run));
  }

  /**
   * Sends under the item's id, so once, however often this runs and wherever; where the item changes meanwhile, what it says then.
   * Throws where it can't be known yet whether the message can be sent.
   */
  async run(job: ScheduledJob, { attempt }: Pick<JobRun, 'attempt'>): Promise<void> {
    for (;;) {
      const item = await this.items.find(job.userId, 'scheduled_message', job.id);
      // Another time has a job of its own. No clock is asked: the job came at its time.
      if (item?.value.state !== 'waiting' || item.value.sendAt !== job.sendAt) return;
      try {
        await this.send(job, item);
        return;
      } catch (error) {
        if (error instanceof ScheduleChangedError) continue;
        const isFinal = error instanceof DomainError && !(error instanceof UnavailableError);
        if (!isFinal && attempt < this.jobs.attempts) throw error;
        if (!isFinal) this.logger.error({ err: error, ...job }, 'a scheduled message could not be sent');
        await this.fail(job, item, error);
        return;
      }
    }
  }

  private async send({ userId, id }: ScheduledJob, { value, revision }: Item): Promise<void> {
    if (!(await this.users.isActive(userId))) throw new ForbiddenError('This account is disabled.');
    const { conversationId, body, replyToId, parts } = value;
    await this.messages.send(systemFor(userId), {
      conversationId,
      clientMessageId: id,
      body,
      replyToId,
      parts,
      scheduledRevision: revision,
    });
  }

  private fail({ userId, id }: ScheduledJob, { revision }: Item, error: unknown): Promise<void> {
    return this.changes.changeBySystem(userId, { kind: 'scheduled_message', id }, async (present) => {
      // What was put meanwhile has a job of its own.
      if (present.revision !== revision) return null;
      await this.tell(userId, present.value.conversationId, `${id} ${revision}`);
      return { ...present.value, state: 'failed', error: toContractError(error) };
    });
  }

  /** Where it was to be sent, they may not know any more. */
  private async tell(userId: string, conversationId: string, source: string): Promise<void> {
    const isThere = (await this.conversations.presentOf(conversationId, [userId])).length > 0;
    await this.activity.tell([
      { userId, kind: 'scheduled_failed', source, ...(isThere && { conversationId }) },
    ]);
  }
}
