import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { Clock } from '../../core/clock';
import { namedMoment } from '../../core/i18n/dates';
import { WordsService } from '../../core/i18n/words.service';
import { IconComponent } from '../../ui/icon.component';
import { icons } from './icons';
import { SavedMessages } from './sync/saved-messages.service';

/** Beside the time of a message that the reader keeps: that it is to do or done, and when they are reminded. */
@Component({
  selector: 'ls-saved-mark',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  template: `<span role="img" [class.done]="isDone()" [attr.aria-label]="label()" [title]="label()">
    <ls-icon [name]="isDone() ? icons.bookmarkCheck : icons.bookmark" [size]="13" />
  </span>`,
  styles: `
    span {
      display: flex;
      align-items: center;
      height: 20px;
      color: var(--primary);
    }
    .done {
      color: var(--ink-3);
    }
  `,
})
export class SavedMarkComponent {
  private readonly words = inject(WordsService);
  private readonly clock = inject(Clock);
  private readonly messages = inject(SavedMessages);
  protected readonly icons = icons;
  readonly message = input.required<Message>();
  private readonly saved = computed(() => this.messages.find(this.message().id));
  protected readonly isDone = computed(() => this.saved()?.doneAt != null);
  protected readonly label = computed(() => {
    const remindAt = this.saved()?.remindAt;
    if (this.isDone()) return this.words.t('saved.markDone');
    if (!remindAt) return this.words.t('saved.markOpen');
    const moment = namedMoment(new Date(remindAt), this.clock.now(), this.words.locale());
    return this.words.t('saved.markReminder', { moment });
  });
}
