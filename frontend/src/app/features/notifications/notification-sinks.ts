import { inject, Injectable } from '@angular/core';
import { SessionScope } from '../../core/session-scope';
import { FeatureInstances } from '../feature/feature-instances.service';
import { FeatureRegistry } from '../feature/feature-registry';
import type { MissedNotification, NotificationSink } from '../feature/notification-sink';
import { ToastStack } from './toast-stack';

/** Hands each notification to the toasts and all sinks that features bring, and what becomes of it until it is gone. */
@Injectable({ providedIn: SessionScope })
export class NotificationSinks {
  private readonly sinks: NotificationSink[] = [inject(ToastStack)];
  /** What was shown here and isn't gone, by the ids of messages. */
  private readonly shown = new Map<string, MissedNotification>();

  constructor() {
    inject(FeatureInstances).each(inject(FeatureRegistry).notificationSinks, (sink) => this.sinks.push(sink));
  }

  show(notification: MissedNotification, open: () => void): void {
    this.shown.set(notification.id, notification);
    for (const sink of this.sinks) sink.show(notification, open);
  }

  /** `present`: all that is missed, as it is now. What was shown and isn't among it is closed. */
  follow(present: readonly MissedNotification[]): void {
    if (this.shown.size === 0) return;
    const missed = new Map(present.map((one) => [one.id, one]));
    for (const [id, before] of this.shown) {
      const now = missed.get(id);
      if (now === before) continue;
      if (now) this.shown.set(id, now);
      else this.shown.delete(id);
      for (const sink of this.sinks) {
        if (now) sink.change?.(now);
        else sink.close?.(before);
      }
    }
  }
}
