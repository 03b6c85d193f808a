import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { Clock } from '../../core/clock';
import { namedMoment } from '../../core/i18n/dates';
import { WordsService } from '../../core/i18n/words.service';
import { IconComponent } from '../../ui/icon.component';
import { icons } from './icons';
import { ScheduledMessages } from './sync/scheduled-messages.service';

/** Above the composer: what is to be sent here later, or wasn't, and the way there. */
@Component({
  selector: 'ls-scheduled-line',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, IconComponent],
  template: `@if (text(); as text) {
    <p [class.failed]="failed() > 0">
      <ls-icon [name]="failed() > 0 ? 'circle-alert' : icons.calendarClock" [size]="16" />
      <span>{{ text }}</span>
      <a routerLink="/scheduled">{{ words.t('scheduled.see') }}</a>
    </p>
  }`,
  styles: `
    p {
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 0 4px 4px 14px;
      color: var(--ink-2);
      font: var(--text-meta);
    }
    .failed {
      color: var(--danger);
    }
    span {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    a {
      flex: none;
      padding: 3px 4px;
      font-weight: 600;
    }
    @media (pointer: coarse), (max-width: 759.98px) {
      p {
        padding: 0 4px 0 8px;
      }
      a {
        display: grid;
        place-items: center;
        min-width: 44px;
        min-height: 44px;
      }
    }
  `,
})
export class ScheduledLineComponent {
  protected readonly words = inject(WordsService);
  protected readonly icons = icons;
  private readonly messages = inject(ScheduledMessages);
  private readonly clock = inject(Clock);
  readonly conversation = input.required<ConversationSummary>();

  private readonly own = computed(() => this.messages.of(this.conversation().id));
  protected readonly failed = computed(() => this.own().filter(({ state }) => state === 'failed').length);
  protected readonly text = computed(() => {
    if (this.failed() > 0) return this.words.plural('scheduled.failed', this.failed());
    const [next] = this.own();
    if (!next) return '';
    const [at, now] = [new Date(next.sendAt), this.clock.now()];
    if (at <= now) return this.words.t('scheduled.sending');
    const moment = namedMoment(at, now, this.words.locale());
    return this.words.plural('scheduled.line', this.own().length, { moment });
  });
}
