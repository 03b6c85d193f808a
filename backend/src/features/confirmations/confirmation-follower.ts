import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import * as z from 'zod';
import { defineJob } from '../../platform/jobs/job.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { MessagePartsService, type MessageRef } from '../messages/message-parts.service.js';
import { ConfirmationsRepository } from './confirmations.repository.js';

/** People confirm together, when the message comes: one change shows many of them. */
const gatherMs = 500;
/** Between two changes of one message, on whichever nodes: with the time to store one, a message follows within a second. */
const paceMs = 900;
/** Messages that one run of the job lets follow. */
const batch = 1_000;

/** What a node that died left: each confirmation says whether its message followed it. */
const followBehind = defineJob({
  name: 'confirmations.follow.v1',
  payload: z.object({}),
  schedule: { cron: '* * * * *', catchUpMs: 3_600_000 },
});

/** Lets messages follow their confirmations, many in one change. */
@Injectable()
export class ConfirmationFollower implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(ConfirmationFollower.name);
  /** Messages that this node will let follow, by their ids. */
  private readonly waiting = new Map<string, { ref: MessageRef; timer: NodeJS.Timeout }>();
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly jobs: Jobs,
    private readonly parts: MessagePartsService,
    private readonly confirmations: ConfirmationsRepository,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(followBehind, () => this.followBehind());
  }

  onModuleDestroy(): Promise<void> {
    return this.flush();
  }

  /** Lets all that wait on this node follow at once; when it resolves, they do. */
  async flush(): Promise<void> {
    while (this.waiting.size > 0 || this.running.size > 0) {
      for (const { ref, timer } of this.waiting.values()) {
        clearTimeout(timer);
        this.begin(ref, 0);
      }
      this.waiting.clear();
      await Promise.all(this.running);
    }
  }

  /** Lets the message follow soon. Called after the commit of a confirmation. */
  follow(ref: MessageRef, inMs = gatherMs): void {
    if (this.waiting.has(ref.messageId)) return;
    const timer = setTimeout(() => {
      // From here on a confirmation waits for the next change: this one may have been read already.
      this.waiting.delete(ref.messageId);
      this.begin(ref, paceMs);
    }, inMs);
    this.waiting.set(ref.messageId, { ref, timer: timer.unref() });
  }

  /** Lets messages follow that no node will. Throws the first fault, once all were tried. */
  async followBehind(): Promise<void> {
    const faults: unknown[] = [];
    for (const ref of await this.confirmations.behind(batch))
      await this.change(ref, 0).catch((error: unknown) => faults.push(error));
    if (faults.length > 0) throw faults[0];
  }

  private begin(ref: MessageRef, pace: number): void {
    const run = this.run(ref, pace).finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private async run(ref: MessageRef, pace: number): Promise<void> {
    try {
      const leftMs = await this.change(ref, pace);
      if (leftMs > 0) this.follow(ref, leftMs);
    } catch (error) {
      this.logger.warn(
        { err: error, messageId: ref.messageId },
        'a message does not follow its confirmations yet',
      );
    }
  }

  /** Answers how long to wait still, in milliseconds, where the message followed less than `pace` ago; else 0. */
  private async change(ref: MessageRef, pace: number): Promise<number> {
    let leftMs = 0;
    await this.parts.changeBySystem(ref, 'confirmation', async (state) => {
      const { isBehind, sinceMs } = await this.confirmations.backlog(ref.messageId);
      leftMs = isBehind && sinceMs !== null ? Math.max(0, pace - sinceMs) : 0;
      if (!isBehind || leftMs > 0) return null;
      return { state: { ...state, ...(await this.confirmations.follow(ref.messageId)) } };
    });
    return leftMs;
  }
}
