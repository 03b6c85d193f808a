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
import { codePointLength, limits } from '@litspark/shared-contracts';
import { WordsService } from '../../core/i18n/words.service';

/** What is left is said from this many characters on. */
const countFrom = limits.savedNoteCodePoints * 0.8;

/** A note being written: kept when it is left, in whichever way, but by Escape. */
@Component({
  selector: 'ls-note-field',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(window:pagehide)': 'keep()' },
  template: `<textarea
      #field
      dir="auto"
      class="input"
      rows="1"
      [attr.aria-label]="words.t('saved.note')"
      [attr.aria-invalid]="over() > 0 || null"
      [value]="note() ?? ''"
      (input)="typed()"
      (keydown)="key($event)"
      (blur)="leave()"
    ></textarea>
    @if (over() > 0) {
      <p class="over" role="alert">{{ words.plural('saved.noteOver', over()) }}</p>
    } @else if (counted()) {
      <p aria-hidden="true">{{ words.number(-over()) }}</p>
    }`,
  styles: `
    :host {
      display: block;
      max-width: 76ch;
    }
    textarea {
      display: block;
      max-height: 160px;
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
export class NoteFieldComponent implements OnDestroy {
  protected readonly words = inject(WordsService);
  readonly note = input.required<string | null>();
  /** The note as it is to be kept; empty for none. */
  readonly kept = output<string>();
  /** It isn't written on; `byKey` where the keyboard said so. */
  readonly left = output<{ byKey: boolean }>();
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');
  private readonly length = signal(0);
  protected readonly counted = computed(() => this.length() >= countFrom);
  /** By how much it is too long; negative where it isn't. */
  protected readonly over = computed(() => this.length() - limits.savedNoteCodePoints);
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
    this.keep();
  }

  protected typed(): void {
    this.length.set(codePointLength(this.field().nativeElement.value));
  }

  protected key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) this.leave(true);
    else if (event.key === 'Escape') this.close(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  protected leave(byKey = false): void {
    if (this.over() > 0) return;
    this.keep();
    this.close(byKey);
  }

  /** What is too long when the page goes is cut rather than lost. */
  protected keep(): void {
    if (this.isOver) return;
    const text = [...this.field().nativeElement.value].slice(0, limits.savedNoteCodePoints).join('');
    if (text.trim() !== (this.note() ?? '')) this.kept.emit(text);
  }

  private close(byKey: boolean): void {
    if (this.isOver) return;
    this.isOver = true;
    this.left.emit({ byKey });
  }
}
