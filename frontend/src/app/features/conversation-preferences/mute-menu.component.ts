import { CdkMenu, CdkMenuItem } from '@angular/cdk/menu';
import { ChangeDetectionStrategy, Component, inject, output } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { muteEnds } from './mute-ends';

/** For how long a conversation is to be quiet. */
@Component({
  selector: 'ls-mute-menu',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkMenu, CdkMenuItem],
  template: `<div class="menu" cdkMenu [attr.aria-label]="words.t('preferences.mute')">
    @for (end of ends; track end.label) {
      <button type="button" cdkMenuItem class="menu-item" (cdkMenuItemTriggered)="chosen.emit(end.until)">
        {{ words.t(end.label) }}
      </button>
    }
  </div>`,
})
export class MuteMenuComponent {
  protected readonly words = inject(WordsService);
  protected readonly ends = muteEnds(new Date());
  /** An ISO instant. */
  readonly chosen = output<string>();
}
