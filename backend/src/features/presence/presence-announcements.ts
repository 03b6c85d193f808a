import { Injectable, Logger } from '@nestjs/common';
import type { Presence } from '@litspark/shared-contracts';
import { EventBus } from '../../platform/events/event-bus.js';
import { sleepUntil } from '../../platform/events/sleep-until.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { PresenceChanged } from './presence.events.js';
import { LastSeenService } from '../users/last-seen.service.js';

/** At once, so that no statement takes long. */
const batchMax = 1_000;
const retryMs = 1_000;
/** From one announcement to the next: what comes meanwhile leaves in one write for each socket that is to know. */
const paceMs = 250;

interface Change {
  userId: string;
  presence: Presence;
  /** When they left; null while they are there. */
  lastSeenAt: Date | null;
}

/**
 * Announces changes of presence: the first at once, then four times a second what came meanwhile. So it takes two statements for any
 * number of people, also when everybody comes back at once. Of each person the latest counts.
 */
@Injectable()
export class PresenceAnnouncements {
  private readonly logger = new Logger(PresenceAnnouncements.name);
  private readonly waiting = new Map<string, Change>();
  private readonly stopping = new AbortController();
  private running: Promise<void> | null = null;

  constructor(
    private readonly lastSeen: LastSeenService,
    private readonly conversations: ConversationsService,
    private readonly events: EventBus,
  ) {}

  /** Never fails: what can't be announced is tried again. */
  add(change: Change): void {
    if (this.stopping.signal.aborted) return;
    this.waiting.set(change.userId, change);
    this.running ??= this.run();
  }

  /** Announces nothing more once what is under way has ended. Gives the departures that were not stored. */
  async stop(): Promise<{ userId: string; at: Date }[]> {
    this.stopping.abort();
    await this.running;
    return departuresAmong([...this.waiting.values()]);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    // One turn later, so that what comes together is announced together.
    await Promise.resolve();
    let failures = 0;
    while (this.waiting.size > 0 && !signal.aborted) {
      const batch = [...this.waiting.values()].slice(0, batchMax);
      for (const { userId } of batch) this.waiting.delete(userId);
      try {
        await this.publish(batch);
        failures = 0;
        await sleepUntil(paceMs, signal);
      } catch (error) {
        for (const change of batch)
          if (!this.waiting.has(change.userId)) this.waiting.set(change.userId, change);
        if (failures === 0 && !signal.aborted)
          this.logger.warn({ err: error }, 'changes of presence wait to be announced');
        failures += 1;
        await sleepUntil(retryMs, signal);
      }
    }
    this.running = null;
  }

  private async publish(batch: readonly Change[]): Promise<void> {
    const departures = departuresAmong(batch);
    if (departures.length > 0) await this.lastSeen.note(departures);
    const conversations = await this.conversations.smallConversationsOf(batch.map(({ userId }) => userId));
    for (const { userId, presence, lastSeenAt } of batch) {
      const shared = conversations.get(userId) ?? [];
      // Nobody shares a conversation with them: nobody is notified.
      if (shared.length === 0) continue;
      this.events.signal(new PresenceChanged(userId, presence, lastSeenAt?.toISOString() ?? null, shared));
    }
  }
}

const departuresAmong = (changes: readonly Change[]): { userId: string; at: Date }[] =>
  changes.flatMap(({ userId, lastSeenAt }) => (lastSeenAt ? [{ userId, at: lastSeenAt }] : []));
