import { ChangeDetectionStrategy, Component, inject, input, model, signal } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { IconComponent } from '../../ui/icon.component';

/** A password with its label and a button that shows what was typed. */
@Component({
  selector: 'ls-password-field',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  template: `<div class="field">
    <label [attr.for]="fieldId()">{{ label() }}</label>
    <div class="box">
      <input
        class="input"
        [id]="fieldId()"
        [name]="fieldId()"
        [type]="shown() ? 'text' : 'password'"
        [attr.autocomplete]="autocomplete()"
        [attr.aria-describedby]="hint() ? fieldId() + '-hint' : null"
        spellcheck="false"
        autocapitalize="off"
        [value]="value()"
        (input)="read($event)"
      />
      <button
        type="button"
        class="icon-button"
        [attr.aria-label]="words.t(shown() ? 'password.hide' : 'password.show')"
        [attr.aria-pressed]="shown()"
        (click)="shown.set(!shown())"
      >
        <ls-icon [name]="shown() ? 'eye-off' : 'eye'" />
      </button>
    </div>
    @if (hint()) {
      <p class="hint" [id]="fieldId() + '-hint'">{{ hint() }}</p>
    }
  </div>`,
  styles: `
    .box {
      position: relative;
    }
    .input {
      padding-right: calc(var(--control) + 4px);
    }
    .icon-button {
      position: absolute;
      inset: 0 0 0 auto;
    }
  `,
})
export class PasswordFieldComponent {
  protected readonly words = inject(WordsService);
  readonly fieldId = input.required<string>();
  readonly label = input.required<string>();
  readonly autocomplete = input.required<'current-password' | 'new-password'>();
  readonly hint = input('');
  readonly value = model('');
  protected readonly shown = signal(false);

  protected read(event: Event): void {
    this.value.set((event.target as HTMLInputElement).value);
  }
}
