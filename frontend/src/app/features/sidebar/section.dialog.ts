import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { codePointLength, limits } from '@litspark/shared-contracts';
import { firstValueFrom } from 'rxjs';
import { WordsService } from '../../core/i18n/words.service';
import { DialogFrameComponent } from '../messaging/dialog-frame.component';
import type { Dialogs } from '../messaging/dialogs.service';

interface Asked {
  readonly heading: string;
  /** The present name; empty where there is none. */
  readonly title: string;
}

/** Asks how a section is to be called. */
@Component({
  selector: 'ls-section-dialog',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DialogFrameComponent],
  template: `<form (submit)="$event.preventDefault(); keep()">
    <ls-dialog-frame [heading]="asked.heading" (closed)="dialog.close()">
      <div class="field">
        <label for="section-title">{{ words.t('sidebar.title') }}</label>
        <input
          #field
          id="section-title"
          class="input"
          dir="auto"
          autocomplete="off"
          [value]="asked.title"
          [attr.aria-invalid]="tooLong() ? true : null"
          [attr.aria-describedby]="tooLong() ? 'section-too-long' : null"
          (input)="title.set(field.value)"
          (keydown.enter)="enter($event)"
        />
        @if (tooLong()) {
          <p id="section-too-long" class="hint" role="alert">{{ words.t('sidebar.tooLong', { most }) }}</p>
        }
      </div>
      <footer foot class="dialog-foot">
        <button type="button" class="button" (click)="dialog.close()">{{ words.t('action.cancel') }}</button>
        <button type="submit" class="button button-primary" [disabled]="!valid()">
          {{ words.t(asked.title ? 'action.save' : 'sidebar.make') }}
        </button>
      </footer>
    </ls-dialog-frame>
  </form>`,
  styles: `
    .hint {
      color: var(--danger);
    }
  `,
})
export class SectionDialog {
  protected readonly words = inject(WordsService);
  protected readonly dialog = inject<DialogRef<string>>(DialogRef);
  protected readonly asked = inject<Asked>(DIALOG_DATA);
  protected readonly most = limits.sectionTitleCodePoints;
  protected readonly title = signal(this.asked.title);
  private readonly name = computed(() => this.title().trim());
  protected readonly tooLong = computed(() => codePointLength(this.name()) > this.most);
  protected readonly valid = computed(() => this.name() !== '' && !this.tooLong());

  /** The name that was given; undefined where none was. */
  static open(dialog: Dialogs, asked: Asked): Promise<string | undefined> {
    const opened = dialog.open<string, Asked, SectionDialog>(SectionDialog, {
      data: asked,
      autoFocus: 'input',
      backdropClass: 'dialog-scrim',
      ariaModal: true,
      ariaLabel: asked.heading,
    });
    return firstValueFrom(opened.closed);
  }

  /** At once after the last letter: the button isn't enabled before the next rendering. */
  protected enter(event: Event): void {
    if ((event as KeyboardEvent).isComposing) return;
    event.preventDefault();
    this.keep();
  }

  protected keep(): void {
    if (this.valid()) this.dialog.close(this.name());
  }
}
