import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { DomainError } from '../../platform/errors/domain-error.js';
import { SendCompanion, type Send } from '../messages/send-companion.port.js';
import { SendCompanionsService } from '../messages/send-companions.service.js';
import { ItemChangesService } from '../personal-items/item-changes.service.js';
import { ScheduleChangedError } from './schedule-changed-error.js';
import { ScheduledJobsService } from './scheduled-jobs.service.js';

/** A scheduled message goes in the transaction in which it is sent: at its time as it was read, by hand as it is. */
@Injectable()
export class SentSchedulesService extends SendCompanion implements OnModuleInit {
  constructor(
    private readonly sends: SendCompanionsService,
    private readonly items: ItemChangesService,
    private readonly jobs: ScheduledJobsService,
  ) {
    super();
  }

  override get condition(): string {
    return this.items.sentUnderIdOf('scheduled_message');
  }

  onModuleInit(): void {
    this.sends.register(this);
  }

  concerns({ scheduledRevision }: Send, isScheduled: boolean): boolean {
    return isScheduled || scheduledRevision !== undefined;
  }

  async lock(sends: readonly Send[]): Promise<ReadonlySet<Send>> {
    const locked = await this.items.lock(sends.map(({ senderId }) => senderId));
    return new Set(sends.filter(({ senderId }) => !locked.has(senderId)));
  }

  override async refuse(sends: readonly Send[]): Promise<ReadonlyMap<Send, DomainError>> {
    const atTheirTime = sends.filter(({ scheduledRevision }) => scheduledRevision !== undefined);
    if (atTheirTime.length === 0) return new Map();
    const revisions = await this.items.revisionsOf(atTheirTime.map(itemOf));
    return new Map(
      atTheirTime.flatMap((send, index) =>
        send.scheduledRevision === revisions[index] ? [] : [[send, new ScheduleChangedError()] as const],
      ),
    );
  }

  async accompany(sends: readonly Send[]): Promise<void> {
    await this.items.removeMatching(sends.map((send) => ({ ...itemOf(send), containing: {} })));
    for (const { senderId, clientMessageId, scheduledRevision } of sends)
      if (scheduledRevision === undefined) await this.jobs.cancel(senderId, clientMessageId);
  }
}

const itemOf = ({ senderId, clientMessageId }: Send) => ({
  userId: senderId,
  kind: 'scheduled_message',
  id: clientMessageId,
});
