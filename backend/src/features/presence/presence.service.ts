import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Presence } from '@litspark/shared-contracts';
import { KeyedQueue } from '../../platform/concurrency/keyed-queue.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { PresenceReader, type PresenceState } from '../users/presence-reader.port.js';
import { PresenceAnnouncements } from './presence-announcements.js';
import { PresenceDepartures } from './presence-departures.js';
import { MemoryPresenceLedger, PresenceLedger, type PresenceHere } from './presence-ledger.js';
import { PresenceChanged } from './presence.events.js';
import { LastSeenService } from '../users/last-seen.service.js';

/** How present people are: as much as their most present device, over all nodes. */
@Injectable()
export class PresenceService extends PresenceReader implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(PresenceService.name);
  /** The devices (sockets) of this node's users. */
  private readonly devices = new Map<string, Map<string, 'online' | 'away'>>();
  /** What others were last sent of this node's users. */
  private readonly announced = new Map<string, Presence>();
  private readonly departures = new PresenceDepartures((userId) => void this.conclude(userId));
  /** What we know by ourselves, for when the ledger of all nodes can't be read. */
  private readonly ownLedger = new MemoryPresenceLedger();
  private readonly queue = new KeyedQueue();
  private stopping = false;

  constructor(
    private readonly ledger: PresenceLedger,
    private readonly lastSeen: LastSeenService,
    private readonly announcements: PresenceAnnouncements,
    private readonly events: EventBus,
  ) {
    super();
  }

  onModuleInit(): void {
    this.events.on(PresenceChanged, ({ userId, presence }) => {
      if (this.devices.has(userId) || this.announced.has(userId)) this.announced.set(userId, presence);
    });
  }

  async of(userIds: readonly string[]): Promise<Map<string, PresenceState>> {
    const presences = await this.sums(userIds);
    const absent = userIds.filter((userId) => (presences.get(userId) ?? 'offline') === 'offline');
    const lastSeen = absent.length > 0 ? await this.lastSeen.of(absent) : new Map<string, Date>();
    return new Map(
      userIds.map((userId) => [
        userId,
        {
          presence: presences.get(userId) ?? 'offline',
          lastSeenAt: this.departures.at(userId) ?? lastSeen.get(userId) ?? null,
        },
      ]),
    );
  }

  /** A device is there, or says how much. */
  async set(userId: string, deviceId: string, presence: 'online' | 'away'): Promise<void> {
    const devices = this.devices.get(userId) ?? new Map<string, 'online' | 'away'>();
    this.devices.set(userId, devices.set(deviceId, presence));
    await this.report(userId);
  }

  /** Whether a device has said so already. */
  isKnown(userId: string, deviceId: string, presence: 'online' | 'away'): boolean {
    return this.devices.get(userId)?.get(deviceId) === presence;
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

  /** Announces a user's presence if it is not what was last announced. Never fails. */
  report(userId: string): Promise<void> {
    // One after the other for each user: what is announced last is what happened last.
    return this.inTurn(userId, async () => {
      const presence = await this.sum(userId);
      if (presence === null) return;
      if (presence === 'offline') {
        this.departures.begin(userId);
        return;
      }
      // Back within a moment, such as after a reload, and as before: nothing else was announced.
      const isBack = this.departures.end(userId) !== null;
      if (!isBack || this.announced.get(userId) !== presence) this.announce(userId, presence, null);
    });
  }

  /** Everybody disconnects at once and will be back in a moment, here or on another node: nobody is notified. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    const now = new Date();
    const here = this.usersHere().map((userId) => ({ userId, at: now }));
    const seen = [...(await this.announcements.stop()), ...this.departures.endAll(), ...here];
    if (seen.length === 0) return;
    await this.lastSeen.note(seen).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'when people were last seen was not stored');
    });
  }

  /** Who left has been gone for a moment. */
  private async conclude(userId: string): Promise<void> {
    await this.inTurn(userId, async () => {
      const leftAt = this.departures.end(userId);
      // They may be on another node now, which announces it.
      const presence = (await this.sums([userId])).get(userId) ?? 'offline';
      if (leftAt && presence === 'offline') this.announce(userId, presence, leftAt);
      if (!this.devices.has(userId)) this.announced.delete(userId);
    });
  }

  private announce(userId: string, presence: Presence, lastSeenAt: Date | null): void {
    this.announced.set(userId, presence);
    this.announcements.add({ userId, presence, lastSeenAt });
  }

  private async inTurn(userId: string, work: () => Promise<void>): Promise<void> {
    if (this.stopping) return;
    await this.queue.run([userId], work).catch((error: unknown) => {
      if (!this.stopping) this.logger.warn({ err: error }, 'a change of presence was not announced');
    });
  }

  private async sum(userId: string): Promise<Presence | null> {
    const here = this.here(userId);
    const changedHere = await this.ownLedger.report(userId, here);
    return this.ledger.report(userId, here).catch(() => changedHere);
  }

  /** The sum for each of these users, of this node alone while the others' can't be read. */
  private sums(userIds: readonly string[]): Promise<Map<string, Presence>> {
    return this.ledger.read(userIds).catch(() => this.ownLedger.read(userIds));
  }

  private here(userId: string): PresenceHere {
    const devices = [...(this.devices.get(userId)?.values() ?? [])];
    if (devices.length === 0) return null;
    return devices.includes('online') ? 'online' : 'away';
  }
}
