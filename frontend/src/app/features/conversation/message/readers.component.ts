import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { CdkTrapFocus } from '@angular/cdk/a11y';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { Participant } from '@litspark/shared-contracts';
import { Clock } from '../../../core/clock';
import { exactTime, momentName } from '../../../core/i18n/dates';
import { WordsService } from '../../../core/i18n/words.service';
import { AvatarComponent } from '../../../ui/avatar.component';
import { NamesService } from '../../names/names.service';

/** With one more than this, the last face stands there instead of « + 1 ». */
const facesShown = 4;

/** The faces of those who have read up to a message; names and times on demand. */
@Component({
  selector: 'ls-readers',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, CdkTrapFocus, AvatarComponent],
  template: `
    <button
      #origin="cdkOverlayOrigin"
      cdkOverlayOrigin
      type="button"
      aria-haspopup="dialog"
      [attr.aria-label]="label()"
      [attr.aria-expanded]="open()"
      [title]="label()"
      (click)="open.set(!open())"
    >
      @for (reader of shown(); track reader.userId) {
        <ls-avatar [id]="reader.userId" [name]="names.person(reader.userId)" [size]="16" />
      }
      @if (more() > 0) {
        <span class="more" [attr.data-more]="words.plural('readers.more', more())"></span>
      }
    </button>
    <ng-template
      cdkConnectedOverlay
      [cdkConnectedOverlayOrigin]="origin"
      [cdkConnectedOverlayOpen]="open()"
      [cdkConnectedOverlayViewportMargin]="8"
      cdkConnectedOverlayHasBackdrop
      cdkConnectedOverlayBackdropClass="cdk-overlay-transparent-backdrop"
      (backdropClick)="open.set(false)"
      (detach)="open.set(false)"
    >
      <div
        class="popover"
        role="dialog"
        tabindex="0"
        cdkTrapFocus
        cdkTrapFocusAutoCapture
        [attr.aria-label]="words.t('readers.heading')"
      >
        <h3>{{ words.t('readers.heading') }}</h3>
        <ul>
          @for (reader of readers(); track reader.userId) {
            <li>
              <ls-avatar [id]="reader.userId" [name]="names.person(reader.userId)" [size]="24" />
              <span
                ><bdi>{{ names.person(reader.userId) }}</bdi></span
              >
              @if (reader.readAt; as at) {
                <time [attr.datetime]="at" [title]="exact(at)">{{ when(at) }}</time>
              }
            </li>
          }
        </ul>
      </div>
    </ng-template>
  `,
  styles: `
    button {
      display: flex;
      align-items: center;
      gap: 3px;
      min-height: 24px;
      padding: 2px 4px;
      border: 0;
      border-radius: var(--r1);
      background: none;
      color: var(--ink-2);
      font: 12px/16px var(--face);
    }
    button:hover {
      background: var(--hover);
    }
    .more::before {
      content: attr(data-more);
      margin-left: 3px;
    }
    .popover {
      min-width: 220px;
      max-width: 320px;
      max-height: 320px;
      padding: 10px 12px;
      overflow: auto;
      outline: none;
    }
    h3 {
      margin-bottom: 6px;
      color: var(--ink-2);
      font: 600 12px/18px var(--face);
    }
    li {
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 4px 0;
      font: 14px/20px var(--face);
    }
    li span {
      flex: 1;
    }
    time {
      color: var(--ink-2);
      font: var(--text-meta);
    }
    @media (pointer: coarse) {
      button {
        min-height: 44px;
        margin: -10px 0;
      }
    }
  `,
})
export class ReadersComponent {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  private readonly clock = inject(Clock);
  readonly readers = input.required<readonly Participant[]>();
  protected readonly open = signal(false);
  protected readonly shown = computed(() => {
    const readers = this.readers();
    return readers.length <= facesShown + 1 ? readers : readers.slice(0, facesShown);
  });
  protected readonly more = computed(() => this.readers().length - this.shown().length);
  protected readonly label = computed(() => {
    const names = this.shown().map((reader) => this.names.person(reader.userId));
    const others = this.more() > 0 ? [this.words.plural('readers.others', this.more())] : [];
    return this.words.t('readers.label', { names: this.words.list([...names, ...others]) });
  });

  protected when(at: string): string {
    return momentName(new Date(at), this.clock.now(), this.words.locale());
  }

  protected exact(at: string): string {
    return exactTime(new Date(at), this.words.locale());
  }
}
