import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type ClientEvent, type ClientEventName, clientEvents } from '@litspark/shared-contracts';
import { Configuration } from '../config/configuration.js';
import { RateLimitedError } from '../errors/domain-error.js';
import type { RealtimeSocket } from './realtime-socket.js';

/** What one user may send of each event on one node: this many at once, and this many a second. */
const burst = 200;
const perSecond = 100;
/** A user who sent nothing for as long as it takes to be given everything back is forgotten. */
const fullAfterMs = (burst / perSecond) * 1_000;

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * Keeps one user's events from eating a node, those that cost nothing of the budget of work too. Some have a stricter limit of
 * their own (`hasOwnRateLimit`).
 * Synchronous and by node, so that it neither reorders events nor costs a round trip.
 */
@Injectable()
export class EventRateGuard implements CanActivate {
  private buckets = new Map<string, Bucket>();
  private sweptAt = Date.now();

  constructor(private readonly configuration: Configuration) {}

  canActivate(context: ExecutionContext): boolean {
    const host = context.switchToWs();
    const event = host.getPattern() as ClientEventName;
    const { hasOwnRateLimit }: ClientEvent = clientEvents[event];
    if (hasOwnRateLimit || this.configuration.rateLimitMessages === null) return true;
    const waitMs = this.take(`${host.getClient<RealtimeSocket>().data.actor.userId} ${event}`, Date.now());
    if (waitMs > 0) throw new RateLimitedError('Too many events. Try again in a moment.', waitMs);
    return true;
  }

  private take(key: string, now: number): number {
    this.sweep(now);
    const bucket = this.buckets.get(key) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1_000) * perSecond);
    bucket.at = now;
    this.buckets.set(key, bucket);
    if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) / perSecond) * 1_000);
    bucket.tokens -= 1;
    return 0;
  }

  private sweep(now: number): void {
    if (now - this.sweptAt < fullAfterMs) return;
    this.sweptAt = now;
    this.buckets = new Map([...this.buckets].filter(([, { at }]) => now - at < fullAfterMs));
  }
}
