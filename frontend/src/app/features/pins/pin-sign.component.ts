import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { WordsService } from '../../core/i18n/words.service';
import { IconComponent } from '../../ui/icon.component';
import { NamesService } from '../names/names.service';
import { icons } from './icons';

/** Beside the time of a pinned message: that it is, and by whom. */
@Component({
  selector: 'ls-pin-sign',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  template: `<span role="img" [attr.aria-label]="label()" [title]="label()">
    <ls-icon [name]="icon" [size]="13" />
  </span>`,
  styles: `
    span {
      display: flex;
      align-items: center;
      height: 20px;
      color: var(--primary);
    }
  `,
})
export class PinSignComponent {
  private readonly words = inject(WordsService);
  private readonly names = inject(NamesService);
  protected readonly icon = icons.pin;
  readonly message = input.required<Message>();
  protected readonly label = computed(() =>
    this.words.t('pins.by', { name: this.names.person(this.message().parts.pin?.userId ?? '') }),
  );
}
