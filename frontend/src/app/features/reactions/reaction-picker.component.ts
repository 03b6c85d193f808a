import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  type ElementRef,
  inject,
  viewChild,
} from '@angular/core';
import { WordsService } from '../../core/i18n/words.service';
import { createEmojiPicker } from '../conversation/public';
import { Reacting } from './sync/reacting.service';
import type { MessagePanel } from '../message-panel/message-panel';
import { QuickReactionsComponent } from './quick-reactions.component';

/** Every emoji, to react with; the usual ones come first. */
@Component({
  selector: 'ls-reaction-picker',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [QuickReactionsComponent],
  template: `<div class="popover frame">
    <ls-quick-reactions [message]="panel.message" (chosen)="dialog.close()" />
    <div #all class="all"></div>
  </div>`,
  styles: `
    .frame {
      display: flex;
      flex-direction: column;
      width: min(360px, calc(100vw - 16px));
      height: min(440px, 70dvh);
      overflow: hidden;
    }
    .all {
      flex: 1;
      min-height: 0;
      border-top: 1px solid var(--line);
    }
    @media (max-width: 759.98px) {
      .frame {
        width: 100vw;
        border-radius: 16px 16px 0 0;
        border-width: 1px 0 0;
      }
    }
  `,
})
export class ReactionPickerComponent {
  protected readonly panel = inject<MessagePanel>(DIALOG_DATA);
  protected readonly dialog = inject(DialogRef);
  private readonly words = inject(WordsService);
  private readonly reacting = inject(Reacting);
  private readonly all = viewChild.required<ElementRef<HTMLElement>>('all');

  constructor() {
    afterNextRender(() => void this.fill());
  }

  private react(emoji: string): void {
    this.dialog.close();
    const { message } = this.panel;
    // Picked from a list it is added; its chip is where it is taken back.
    this.reacting.set(message, emoji, true);
  }

  private async fill(): Promise<void> {
    const picker = await createEmojiPicker(this.words.locale(), (emoji) => this.react(emoji), false);
    this.all().nativeElement.replaceChildren(picker);
  }
}
