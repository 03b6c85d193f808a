import { inject, Injectable, Injector } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { SessionScope } from '../../../core/session-scope';
import type { Load, MessagePartPlace } from '../../feature/feature';
import { FeatureRegistry } from '../../feature/feature-registry';

/** Something to be shown in one of the places of a message. */
export interface MessageView {
  readonly name: string;
  readonly order: number;
  readonly load: Load<unknown>;
}

/** What features show of one message: of its parts, and of what it means to the reader. */
@Injectable({ providedIn: SessionScope })
export class MessageViews {
  private readonly registry = inject(FeatureRegistry);
  private readonly injector = inject(Injector);

  /** In their order. Reads signals. */
  of(message: Message, place: MessagePartPlace): readonly MessageView[] {
    const parts = this.registry
      .messageParts()
      .filter((view) => view.place === place && Object.hasOwn(message.parts, view.part))
      .map(({ part, order, load }) => ({ name: part, order, load }));
    if (place !== 'sign') return parts;
    const marks = this.registry.messageMarks().filter((mark) => mark.isShown(message, this.injector));
    return [...parts, ...marks].sort((a, b) => a.order - b.order);
  }
}
