import { ChangeDetectionStrategy, Component, computed, inject, Injector, input } from '@angular/core';
import { WordsService } from '../../../core/i18n/words.service';
import { IconComponent } from '../../../ui/icon.component';
import { type ComposerPart, type ComposerTarget, isAsked } from '../../feature/composer-action';
import { AvailableComposerActions } from './available-composer-actions.service';
import { DraftParts } from './draft-parts.service';

/** The parts that a message is to have: beside what is written, where they can be changed, or below what waits. */
@Component({
  selector: 'ls-composer-parts',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  template: `
    @for (action of actions(); track action.name) {
      <span class="chip">
        @if (isAsked(action) && target(); as target) {
          <button
            #change
            type="button"
            class="change"
            aria-haspopup="dialog"
            [attr.aria-label]="words.t('composer.changePart', { part: label(action) })"
            [title]="words.t('composer.changePart', { part: label(action) })"
            (click)="draft.use(action, target(change))"
          >
            <ls-icon [name]="action.icon" [size]="14" />
            <bdi>{{ label(action) }}</bdi>
          </button>
        } @else {
          <ls-icon [name]="action.icon" [size]="14" />
          <bdi>{{ label(action) }}</bdi>
        }
        @if (target(); as target) {
          <button
            #remove
            type="button"
            class="remove"
            [attr.aria-label]="words.t('composer.removePart', { part: label(action) })"
            [title]="words.t('composer.removePart', { part: label(action) })"
            (click)="draft.remove(action, target(remove))"
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
      min-width: 0;
    }
    .chip {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      min-width: 0;
      max-width: 100%;
      min-height: 28px;
      padding: 0 8px;
      border: 1px solid var(--line);
      border-radius: var(--r1);
      background: var(--primary-soft);
      color: var(--ink);
      font: var(--text-small);
    }
    bdi {
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    button {
      border: 0;
      border-radius: var(--r1);
      background: transparent;
    }
    .change {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      min-width: 0;
      min-height: 24px;
      margin: 0 -6px;
      padding: 0 6px;
      color: inherit;
      font: inherit;
    }
    .remove {
      display: grid;
      flex: none;
      place-items: center;
      width: 24px;
      height: 24px;
      margin-right: -6px;
      color: var(--ink-2);
    }
    button:hover {
      background: var(--hover);
    }
    @media (max-width: 759.98px) {
      .change {
        min-height: 44px;
      }
      .remove {
        width: 44px;
        height: 44px;
      }
    }
  `,
})
export class ComposerPartsComponent {
  protected readonly words = inject(WordsService);
  protected readonly draft = inject(DraftParts);
  private readonly available = inject(AvailableComposerActions);
  private readonly injector = inject(Injector);

  readonly parts = input.required<Readonly<Record<string, unknown>>>();
  /** Where they can be changed and taken away: what somebody writes. */
  readonly target = input<(origin: HTMLElement) => ComposerTarget>();

  protected readonly isAsked = isAsked;
  protected readonly actions = computed(() => this.available.setting(this.parts()));

  protected label(action: ComposerPart): string {
    if (!isAsked(action)) return this.words.t(action.chip);
    return action.chip(this.parts()[action.part.name], this.injector);
  }
}
