import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  type OnDestroy,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { codePointLength } from '@litspark/shared-contracts';
import { WordsService } from '../../../core/i18n/words.service';
import { IconComponent } from '../../../ui/icon.component';
import { SnackService } from '../snack.service';
import { Viewport } from '../viewport.service';

/** What is left is said from this share of the limit on. */
const countFrom = 0.8;

/** A text being changed in its place: kept when it is left, in whichever way; what Escape gives up can be had back. */
@Component({
  selector: 'ls-inline-field',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  host: { '(window:pagehide)': 'store()', '(focusout)': 'leave($event)' },
  template: `<div class="line">
      <textarea
        #field
        dir="auto"
        class="input"
        rows="1"
        [attr.aria-label]="label()"
        [attr.aria-invalid]="over() > 0 || null"
        [value]="value()"
        (input)="typed()"
        (keydown)="key($event)"
      ></textarea>
      <button
        type="button"
        class="icon-button"
        [attr.aria-label]="words.t('action.save')"
        [attr.aria-disabled]="over() > 0"
        [title]="words.t('action.save')"
        (click)="finish(true)"
      >
        <ls-icon name="check" [size]="18" />
      </button>
    </div>
    @if (over() > 0) {
      <p class="over" role="alert">{{ words.plural('field.over', over()) }}</p>
    } @else if (counted()) {
      <p aria-hidden="true">{{ words.number(-over()) }}</p>
    }`,
  styles: `
    :host {
      display: block;
      max-width: 76ch;
    }
    .line {
      display: flex;
      align-items: flex-end;
      gap: 4px;
    }
    textarea {
      flex: 1;
      min-width: 0;
      max-height: min(40dvh, 320px);
      field-sizing: content;
      resize: none;
    }
    p {
      margin-top: 2px;
      color: var(--ink-2);
      font: var(--text-small);
      font-variant-numeric: tabular-nums;
    }
    .over {
      color: var(--danger);
    }
    @media (max-width: 759.98px) {
      textarea {
        /* Smaller, and a phone would zoom in. */
        font-size: 16px;
      }
    }
  `,
})
export class InlineFieldComponent implements OnDestroy {
  protected readonly words = inject(WordsService);
  private readonly snack = inject(SnackService);
  private readonly viewport = inject(Viewport);

  readonly label = input.required<string>();
  readonly value = input.required<string>();
  /** The greatest length, in code points. */
  readonly limit = input.required<number>();
  /** A blank text leaves what was there. */
  readonly required = input(false);
  /** Keeps another text than there was; also after the field has gone. */
  readonly keep = input.required<(text: string) => void>();
  /** It isn't written on; `byKey` where the focus was in it to the end. */
  readonly left = output<{ byKey: boolean }>();

  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');
  private readonly length = signal(0);
  protected readonly counted = computed(() => this.length() >= this.limit() * countFrom);
  /** By how much it is too long; negative where it isn't. */
  protected readonly over = computed(() => this.length() - this.limit());
  private isOver = false;

  constructor() {
    afterNextRender(() => {
      const field = this.field().nativeElement;
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
      this.typed();
    });
  }

  ngOnDestroy(): void {
    this.store();
  }

  protected typed(): void {
    this.length.set(codePointLength(this.field().nativeElement.value));
  }

  protected key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    // A keyboard on the screen has no Shift for a new line.
    if (event.key === 'Enter' && !event.shiftKey && !this.viewport.touch()) this.finish(true);
    else if (event.key === 'Escape') this.giveUp();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The focus went out of it. */
  protected leave({ relatedTarget, currentTarget }: FocusEvent): void {
    const isInside = relatedTarget instanceof Node && (currentTarget as Node).contains(relatedTarget);
    if (!isInside) this.finish(false);
  }

  protected finish(byKey: boolean): void {
    if (this.over() > 0) return;
    this.store();
    this.close(byKey);
  }

  /** What is too long when the page goes is cut rather than lost. */
  protected store(): void {
    const changed = this.changed();
    if (changed !== null && !this.isOver) this.keep()([...changed].slice(0, this.limit()).join(''));
  }

  private giveUp(): void {
    const changed = this.changed();
    const keep = this.keep();
    this.close(true);
    if (changed === null || this.over() > 0) return;
    this.snack.show(this.words.t('field.givenUp'), {
      label: this.words.t('action.undo'),
      run: () => keep(changed),
    });
  }

  /** The text where it is another one than before, and one that can be kept. */
  private changed(): string | null {
    const text = this.field().nativeElement.value;
    return text === this.value() || (this.required() && text.trim() === '') ? null : text;
  }

  private close(byKey: boolean): void {
    if (this.isOver) return;
    this.isOver = true;
    this.left.emit({ byKey });
  }
}
