import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { WordsService } from '../../../core/i18n/words.service';
import type { MessagePartPlace } from '../../feature/feature';
import { FeatureRegistry } from '../../feature/feature-registry';
import { MessageViews } from './message-views.service';
import { ViewComponents } from './view-components.service';

/** What features add to a message, in one of the places that there are for it. */
@Component({
  selector: 'ls-message-parts',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [NgComponentOutlet],
  template: `
    @for (view of views(); track view.name) {
      @if (components.of(view.load); as component) {
        <ng-container *ngComponentOutlet="component; inputs: { message: message() }" />
      }
    }
    @if (hasUnknown()) {
      <p>{{ words.t('message.unknownPart') }}</p>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 8px;
    }
    p {
      color: var(--ink-3);
      font: var(--text-meta);
    }
  `,
})
export class MessagePartsComponent {
  protected readonly words = inject(WordsService);
  protected readonly components = inject(ViewComponents);
  private readonly registry = inject(FeatureRegistry);
  private readonly messageViews = inject(MessageViews);

  readonly message = input.required<Message>();
  readonly place = input.required<MessagePartPlace>();

  protected readonly views = computed(() => this.messageViews.of(this.message(), this.place()));
  /** A part of a later version, or of a feature that this one lacks. */
  protected readonly hasUnknown = computed(() => {
    const known = this.registry.messageParts().map(({ part }) => part);
    const names = Object.keys(this.message().parts);
    return this.place() === 'card' && names.some((name) => !known.includes(name));
  });
}
