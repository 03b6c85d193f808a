import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, Injectable, inject } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { WordsService } from '../../core/i18n/words.service';
import { SessionScope } from '../../core/session-scope';
import { Dialogs } from './dialogs.service';

export interface Question {
  heading: string;
  text: string;
  /** The button that does it. */
  confirm: string;
}

@Component({
  selector: 'ls-confirm',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<section class="dialog">
    <div class="content">
      <h2>{{ question.heading }}</h2>
      <p>{{ question.text }}</p>
    </div>
    <footer class="dialog-foot">
      <button type="button" class="button" (click)="dialog.close(false)">
        {{ words.t('action.cancel') }}
      </button>
      <button type="button" class="button button-danger-solid" (click)="dialog.close(true)">
        {{ question.confirm }}
      </button>
    </footer>
  </section>`,
  styles: `
    .dialog {
      width: min(420px, calc(100vw - 32px));
    }
    .content {
      display: grid;
      gap: 8px;
      padding: 20px;
    }
    p {
      color: var(--ink-2);
    }
  `,
})
export class ConfirmComponent {
  protected readonly words = inject(WordsService);
  protected readonly dialog = inject<DialogRef<boolean>>(DialogRef);
  protected readonly question = inject<Question>(DIALOG_DATA);
}

/** Asks before something is lost. */
@Injectable({ providedIn: SessionScope })
export class ConfirmService {
  private readonly dialog = inject(Dialogs);

  /** True only when the person said so. */
  async ask(question: Question): Promise<boolean> {
    const opened = this.dialog.open<boolean>(ConfirmComponent, {
      data: question,
      role: 'alertdialog',
      ariaLabel: question.heading,
      ariaModal: true,
      backdropClass: 'dialog-scrim',
    });
    return (await firstValueFrom(opened.closed)) === true;
  }
}
