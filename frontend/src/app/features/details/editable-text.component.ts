import {
  ChangeDetectionStrategy,
  Component,
  type ElementRef,
  booleanAttribute,
  computed,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { codePointLength } from '@litspark/shared-contracts';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { IconComponent } from '../../ui/icon.component';

let count = 0;

/** A text that becomes a field when it is clicked; Enter keeps the change, Escape gives it up. */
@Component({
  selector: 'ls-editable-text',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  template: `
    @if (editing()) {
      <form (submit)="$event.preventDefault(); keep()">
        <label class="visually-hidden" [attr.for]="fieldId">{{ label() }}</label>
        <input
          dir="auto"
          #field
          class="input"
          autocomplete="off"
          [id]="fieldId"
          [value]="oneLine()"
          [attr.aria-invalid]="error() ? true : null"
          (input)="text.set(field.value)"
          (keydown.escape)="giveUp($event)"
        />
        <div class="buttons">
          <button type="button" class="button" (click)="editing.set(false)">
            {{ words.t('action.cancel') }}
          </button>
          <button type="submit" class="button button-primary" [disabled]="!valid() || busy()">
            {{ words.t('action.save') }}
          </button>
        </div>
        @if (error(); as sentence) {
          <p class="error" role="alert">{{ sentence }}</p>
        }
      </form>
    } @else {
      <button
        #opener
        type="button"
        class="shown"
        [class.big]="big()"
        [attr.aria-label]="words.t('details.change', { what: label(), value: shown() })"
        (click)="begin()"
      >
        <span dir="auto">{{ shown() }}</span><ls-icon name="pencil" [size]="14" />
      </button>
    }
  `,
  styles: `
    .shown {
      display: inline-flex;
      align-items: center;
      justify-content: center;
      gap: 8px;
      max-width: 100%;
      padding: 3px 8px;
      border: 0;
      border-radius: var(--r1);
      background: none;
      color: var(--ink-2);
      overflow-wrap: anywhere;
    }
    .shown:hover {
      background: var(--hover);
    }
    .shown.big {
      color: var(--ink);
      font: 700 18px/24px var(--face);
    }
    ls-icon {
      color: var(--ink-3);
    }
    form {
      display: grid;
      gap: 8px;
    }
    .buttons {
      display: flex;
      justify-content: flex-end;
      gap: 8px;
    }
    .error {
      color: var(--danger);
      font: var(--text-meta);
      text-align: left;
    }
    @media (pointer: coarse), (max-width: 759.98px) {
      .shown {
        min-height: 44px;
      }
    }
  `,
})
export class EditableTextComponent {
  protected readonly words = inject(WordsService);
  private readonly errors = inject(ErrorWords);
  readonly label = input.required<string>();
  readonly value = input.required<string>();
  /** What stands there while it isn't edited. */
  readonly shown = input.required<string>();
  /** The greatest length, in code points. */
  readonly limit = input.required<number>();
  readonly required = input(false);
  readonly big = input(false, { transform: booleanAttribute });
  readonly save = input.required<(text: string) => Promise<unknown>>();

  protected readonly fieldId = `editable-${(count += 1)}`;
  protected readonly editing = signal(false);
  protected readonly busy = signal(false);
  protected readonly error = signal<string | null>(null);
  protected readonly text = signal('');
  private readonly field = viewChild<ElementRef<HTMLInputElement>>('field');
  private readonly opener = viewChild<ElementRef<HTMLElement>>('opener');
  /** A field of one line would drop what parts the lines, and join their words. */
  protected readonly oneLine = computed(() => this.value().replace(/\s+/g, ' '));
  protected readonly valid = computed(
    () =>
      codePointLength(this.text().trim()) <= this.limit() && (!this.required() || this.text().trim() !== ''),
  );

  protected begin(): void {
    this.text.set(this.value());
    this.error.set(null);
    this.editing.set(true);
    setTimeout(() => this.field()?.nativeElement.select());
  }

  protected giveUp(event: Event): void {
    event.preventDefault();
    this.end();
  }

  protected async keep(): Promise<void> {
    if (!this.valid() || this.busy()) return;
    this.busy.set(true);
    try {
      if (this.text().trim() !== this.value()) await this.save()(this.text().trim());
      this.end();
    } catch (thrown) {
      this.error.set(this.errors.sentence(thrown));
    } finally {
      this.busy.set(false);
    }
  }

  private end(): void {
    this.editing.set(false);
    setTimeout(() => this.opener()?.nativeElement.focus());
  }
}
