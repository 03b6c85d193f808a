import { CdkConnectedOverlay, CdkOverlayOrigin, type ConnectedPosition } from '@angular/cdk/overlay';
import {
  ChangeDetectionStrategy,
  Component,
  type ElementRef,
  effect,
  inject,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { WordsService } from '../../../core/i18n/words.service';
import { IconComponent } from '../../../ui/icon.component';

/** A button that opens the emoji picker, which is loaded when it is first wanted. */
@Component({
  selector: 'ls-emoji-button',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, IconComponent],
  template: `
    <button
      #button
      #origin="cdkOverlayOrigin"
      cdkOverlayOrigin
      type="button"
      class="icon-button"
      aria-haspopup="dialog"
      [attr.aria-label]="words.t('composer.emoji')"
      [attr.aria-expanded]="open()"
      [title]="words.t('composer.emoji')"
      (click)="open.set(!open())"
    >
      <ls-icon name="face-slightly-smiling" [size]="20" />
    </button>
    <ng-template
      cdkConnectedOverlay
      [cdkConnectedOverlayOrigin]="origin"
      [cdkConnectedOverlayOpen]="open()"
      [cdkConnectedOverlayPositions]="positions"
      [cdkConnectedOverlayViewportMargin]="8"
      cdkConnectedOverlayPush
      cdkConnectedOverlayHasBackdrop
      cdkConnectedOverlayBackdropClass="cdk-overlay-transparent-backdrop"
      (backdropClick)="close()"
      (detach)="close()"
    >
      <div
        #frame
        class="popover frame"
        role="dialog"
        tabindex="-1"
        [attr.aria-label]="words.t('composer.emoji')"
      ></div>
    </ng-template>
  `,
  styles: `
    .frame {
      width: min(360px, calc(100vw - 16px));
      height: min(400px, 60dvh);
      overflow: hidden;
    }
  `,
})
export class EmojiButtonComponent {
  protected readonly words = inject(WordsService);
  readonly picked = output<string>();
  protected readonly open = signal(false);
  private readonly button = viewChild.required<ElementRef<HTMLElement>>('button');
  private readonly frame = viewChild<ElementRef<HTMLElement>>('frame');
  protected readonly positions: ConnectedPosition[] = [
    { originX: 'end', originY: 'top', overlayX: 'end', overlayY: 'bottom', offsetY: -8 },
  ];

  constructor() {
    effect(() => {
      const frame = this.frame()?.nativeElement;
      if (frame && frame.childElementCount === 0) void this.fill(frame);
    });
  }

  protected close(): void {
    if (!this.open()) return;
    this.open.set(false);
    this.button().nativeElement.focus();
  }

  private async fill(frame: HTMLElement): Promise<void> {
    const { createEmojiPicker } = await import('./emoji-picker');
    const picker = await createEmojiPicker(this.words.locale(), (emoji) => {
      this.close();
      this.picked.emit(emoji);
    });
    frame.replaceChildren(picker);
  }
}
