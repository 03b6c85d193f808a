import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { IconComponent } from '../../ui/icon.component';

let count = 0;

/** The frame of a dialog: heading, a way out, its content; `foot` for its buttons. */
@Component({
  selector: 'ls-dialog-frame',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  template: `<section class="dialog" role="group" [attr.aria-labelledby]="headingId">
    <header class="dialog-head">
      <h2 [id]="headingId">{{ heading() }}</h2>
      <button
        type="button"
        class="icon-button"
        [attr.aria-label]="words.t('action.close')"
        (click)="closed.emit()"
      >
        <ls-icon name="x" [size]="20" />
      </button>
    </header>
    <div class="dialog-body" [attr.tabindex]="textOnly() ? 0 : null"><ng-content /></div>
    <ng-content select="[foot]" />
  </section>`,
})
export class DialogFrameComponent {
  protected readonly words = inject(WordsService);
  readonly heading = input.required<string>();
  /** Nothing in it takes the focus: it does so itself, for keys to scroll it. */
  readonly textOnly = input(false);
  readonly closed = output();
  protected readonly headingId = `dialog-${(count += 1)}`;
}
