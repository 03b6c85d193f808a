import { Clipboard } from '@angular/cdk/clipboard';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { IconComponent } from '../../ui/icon.component';

/** The link by which somebody chooses a password, to be copied: it is shown once. */
@Component({
  selector: 'ls-setup-link',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  template: `<div class="field">
    <label for="setup-link">{{ words.t('admin.link') }}</label>
    <div class="link">
      <input #field id="setup-link" class="input" readonly [value]="link()" (focus)="field.select()" />
      <button type="button" class="button" (click)="copy()">
        <ls-icon [name]="copied() ? 'check' : 'copy'" />{{
          words.t(copied() ? 'message.copied' : 'message.copyLink')
        }}
      </button>
    </div>
    <p class="hint">{{ words.t('admin.linkHint') }}</p>
  </div>`,
  styles: `
    .link {
      display: flex;
      gap: 8px;
    }
  `,
})
export class SetupLinkComponent {
  protected readonly words = inject(WordsService);
  private readonly clipboard = inject(Clipboard);
  readonly token = input.required<string>();

  // In the fragment, which neither servers nor proxies get to see or to log.
  protected readonly link = computed(
    () => `${location.origin}/setup#token=${encodeURIComponent(this.token())}`,
  );
  protected readonly copied = signal(false);

  protected copy(): void {
    this.copied.set(this.clipboard.copy(this.link()));
  }
}
