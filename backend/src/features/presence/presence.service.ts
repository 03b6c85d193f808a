import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { limits, type Presence } from '@litspark/shared-contracts';
import { KeyedQueue } from '../../platform/database/keyed-queue.js';
import { ClusterEvents } from '../../platform/events/cluster-events.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { PresenceReader, type PresenceState } from '../users/presence-reader.port.js';
import { MemoryPresenceLedger, PresenceLedger, type PresenceHere } from './presence-ledger.js';
import { PresenceChanged } from './presence.events.js';
import { PresenceRepository } from './presence.repository.js';

/** How present people are: as much as their most present device, over all nodes. */
@Injectable()
export class PresenceService extends PresenceReader implements OnModuleDestroy {
  private readonly logger = new Logger(PresenceService.name);
  /** The devices (sockets) of this node's users. */
  private readonly devices = new Map<string, Map<string, 'online' | 'away'>>();
  /** What we know by ourselves, for when the ledger of all nodes can't be read. */
  private readonly ownLedger = new MemoryPresenceLedger();
  private readonly queue = new KeyedQueue();
  private stopping = false;

  constructor(
    private readonly ledger: PresenceLedger,
    private readonly repository: PresenceRepository,
    private readonly conversations: ConversationsService,
    private readonly events: ClusterEvents,
  ) {
    super();
  }

  async of(userIds: readonly string[]): Promise<Map<string, PresenceState>> {
    const presences = await this.ledger.read(userIds).catch(() => this.ownLedger.read(userIds));
    const absent = userIds.filter((userId) => (presences.get(userId) ?? 'offline') === 'offline');
    const lastSeen = absent.length > 0 ? await this.repository.lastSeen(absent) : new Map<string, Date>();
    return new Map(
      userIds.map((userId) => [
        userId,
        { presence: presences.get(userId) ?? 'offline', lastSeenAt: lastSeen.get(userId) ?? null },
      ]),
    );
  }

  /** A device is there, or says how much. */
  async set(userId: string, deviceId: string, presence: 'online' | 'away'): Promise<void> {
    const devices = this.devices.get(userId) ?? new Map<string, 'online' | 'away'>();
    this.devices.set(userId, devices.set(deviceId, presence));
    await this.report(userId);
  }

  /** A device is gone. */
  async drop(userId: string, deviceId: string): Promise<void> {
    const devices = this.devices.get(userId);
    if (!devices?.delete(deviceId)) return;
    if (devices.size === 0) this.devices.delete(userId);
    await this.report(userId);
  }

  /** The users who have a device here. */
  usersHere(): string[] {
    return [...this.devices.keys()];
  }

  /** Tells the others if a user's presence is not what they were last told. Never fails. */
  report(userId: string): Promise<void> {
    if (this.stopping) return Promise.resolve();
    // One after the other for each user: the last thing told is the last thing that happened.
    return this.queue.run([userId], async () => {
      try {
        const presence = await this.sum(userId);
        if (presence) await this.tell(userId, presence);
      } catch (error) {
        if (!this.stopping) this.logger.warn({ err: error }, 'a change of presence was not told');
      }
    });
  }

  /** Everybody disconnects at once and will be back in a moment, here or on another node: nobody is told. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    const here = this.usersHere();
    if (here.length === 0) return;
    await this.repository.seen(here, new Date()).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'when people were last seen was not stored');
    });
  }

  private async sum(userId: string): Promise<Presence | null> {
    const here = this.here(userId);
    const changedHere = await this.ownLedger.report(userId, here);
    return this.ledger.report(userId, here).catch(() => changedHere);
  }

  private here(userId: string): PresenceHere {
    const devices = [...(this.devices.get(userId)?.values() ?? [])];
    if (devices.length === 0) return null;
    return devices.includes('online') ? 'online' : 'away';
  }

  private async tell(userId: string, presence: Presence): Promise<void> {
    const lastSeenAt = presence === 'offline' ? new Date() : null;
    if (lastSeenAt) await this.repository.seen([userId], lastSeenAt);
    const audience = await this.conversations.peopleOf(userId, limits.largeConversation);
    this.events.signal(new PresenceChanged(userId, presence, lastSeenAt?.toISOString() ?? null, audience));
  }
}
