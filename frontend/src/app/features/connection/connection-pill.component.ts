import { CdkTrapFocus } from '@angular/cdk/a11y';
import { CdkConnectedOverlay, CdkOverlayOrigin, type ConnectedPosition } from '@angular/cdk/overlay';
import {
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  signal,
} from '@angular/core';
import { Clock } from '../../core/clock';
import { type ConnectionStatus, ConnectionService } from '../../core/connection.service';
import { clockTime, timeAgo } from '../../core/i18n/dates';
import type { WordKey } from '../../core/i18n/word-keys';
import { WordsService } from '../../core/i18n/words.service';

import { freshness, offlineSince, type TextWithValues } from './freshness';

const phrases: Record<ConnectionStatus, WordKey> = {
  connecting: 'connection.connecting',
  live: 'connection.live',
  polling: 'connection.polling',
  offline: 'connection.offline',
  unreachable: 'connection.disconnected',
  refused: 'connection.disconnected',
};
const shortPhrases: Record<ConnectionStatus, WordKey> = {
  connecting: 'connection.short.connecting',
  live: 'connection.short.live',
  polling: 'connection.short.polling',
  offline: 'connection.short.offline',
  unreachable: 'connection.short.disconnected',
  refused: 'connection.short.disconnected',
};
/** Why, and what to expect, where the words of the state don't say it. */
const explanations: Partial<Record<ConnectionStatus, WordKey>> = {
  polling: 'connection.why.polling',
  offline: 'connection.why.offline',
  unreachable: 'connection.why.unreachable',
  refused: 'connection.why.refused',
};

/** The connection in words and a shape, at the top of every page; a click tells more. */
@Component({
  selector: 'ls-connection-pill',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, CdkTrapFocus],
  templateUrl: './connection-pill.component.html',
  styleUrl: './connection-pill.component.css',
})
export class ConnectionPillComponent {
  protected readonly words = inject(WordsService);
  protected readonly connection = inject(ConnectionService);
  /** Leaves the words that a narrow head has no room for to its name and its detail. */
  readonly short = input(false, { transform: booleanAttribute });
  private readonly clock = inject(Clock);
  protected readonly open = signal(false);
  protected readonly positions: ConnectedPosition[] = [
    { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 6 },
    { originX: 'start', originY: 'bottom', overlayX: 'start', overlayY: 'top', offsetY: 6 },
  ];

  /** What waits for the connection; 0 while there is one. */
  private readonly waiting = computed(() => (this.away() ? this.connection.pendingCount() : 0));
  protected readonly phrase = computed(() => {
    const phrase = this.stateAndFreshness();
    const waiting = this.waiting();
    return waiting === 0 ? phrase : `${phrase} · ${this.words.plural('connection.waiting', waiting)}`;
  });
  private readonly shortPhrase = computed(() => {
    const phrase = this.words.t(shortPhrases[this.connection.status()]);
    const waiting = this.waiting();
    return waiting === 0 ? phrase : `${phrase} · ${this.words.number(waiting)}`;
  });
  protected readonly shown = computed(() =>
    this.short() && !this.first() ? this.shortPhrase() : this.phrase(),
  );
  protected readonly explanation = computed(() => {
    const late = this.connection.answerOverdue() && this.connection.status() === 'connecting';
    const key = late ? 'connection.why.overdue' : explanations[this.connection.status()];
    return key ? this.words.t(key) : '';
  });
  /** The whole phrase, and what is shown, so that it can be asked for by either. */
  protected readonly name = computed(() =>
    this.phrase().includes(this.shown()) ? this.phrase() : `${this.shown()} · ${this.phrase()}`,
  );
  protected readonly away = computed(() => !this.connection.connected());
  /** The first connection since the sign-in is no reconnection. */
  private readonly first = computed(
    () => this.connection.status() === 'connecting' && this.connection.lastSyncedAt() === null,
  );

  private readonly stateAndFreshness = computed(() => {
    const status = this.connection.status();
    const at = this.connection.freshAt();
    const now = this.clock.now();
    const locale = this.words.locale();
    const say = ({ key, values }: TextWithValues) => this.words.t(key, values);
    if (status === 'offline' && at) return say(offlineSince(at, now, locale));
    const phrase = this.words.t(this.first() ? 'connection.first' : phrases[status]);
    // A loss that is about to heal is told without its time: what is shown is as good as new.
    const shows = at !== null && (this.first() || this.connection.cutOff());
    return shows ? `${phrase} · ${say(freshness(at, now, locale))}` : phrase;
  });

  protected readonly since = computed(() => this.moment(this.connection.since()));
  protected readonly lastSync = computed(() =>
    this.moment(this.connection.lastSyncedAt() ?? this.connection.freshAt()),
  );
  protected readonly transport = computed(() => {
    const transport = this.connection.transport();
    if (transport === null) return this.words.t('connection.none');
    return this.words.t(transport === 'polling' ? 'connection.longPolling' : 'connection.webSocket');
  });
  protected readonly roundTrip = computed(() => {
    const ms = this.connection.roundTripMs();
    return ms === null || this.away()
      ? '—'
      : this.words.t('connection.ms', { count: this.words.number(Math.round(ms)) });
  });

  private moment(at: Date | null): string {
    if (!at) return '—';
    const locale = this.words.locale();
    const now = this.clock.now();
    const ago =
      now.getTime() - at.getTime() < 60_000 ? this.words.t('connection.justNow') : timeAgo(at, now, locale);
    return `${clockTime(at, locale)} (${ago})`;
  }
}
