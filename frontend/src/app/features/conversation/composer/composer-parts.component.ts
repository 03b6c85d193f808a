import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { WordsService } from '../../../core/i18n/words.service';
import { IconComponent } from '../../../ui/icon.component';
import { AvailableComposerActions } from './available-composer-actions.service';

/** The parts that a message is to have: beside what is written, where they can be taken away, or below what waits. */
@Component({
  selector: 'ls-composer-parts',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  template: `
    @for (action of actions(); track action.name) {
      <span class="chip">
        <ls-icon [name]="action.icon" [size]="14" />
        {{ words.t(action.chip) }}
        @if (removable()) {
          <button
            type="button"
            [attr.aria-label]="words.t('composer.removePart', { part: words.t(action.chip) })"
            [title]="words.t('composer.removePart', { part: words.t(action.chip) })"
            (click)="removed.emit(action.part.name)"
          >
            <ls-icon name="x" [size]="14" />
          </button>
        }
      </span>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
    }
    .chip {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      min-height: 28px;
      padding: 0 8px;
      border: 1px solid var(--line);
      border-radius: var(--r1);
      background: var(--primary-soft);
      color: var(--ink);
      font: var(--text-small);
    }
    button {
      display: grid;
      place-items: center;
      width: 24px;
      height: 24px;
      margin-right: -6px;
      border: 0;
      border-radius: var(--r1);
      background: transparent;
      color: var(--ink-2);
    }
    button:hover {
      background: var(--hover);
    }
    @media (max-width: 759.98px) {
      button {
        width: 44px;
        height: 44px;
      }
    }
  `,
})
export class ComposerPartsComponent {
  protected readonly words = inject(WordsService);
  private readonly available = inject(AvailableComposerActions);
  readonly parts = input.required<Readonly<Record<string, unknown>>>();
  readonly removable = input(false);
  readonly removed = output<string>();
  protected readonly actions = computed(() => this.available.setting(this.parts()));
}
