import { computed, inject, Injectable } from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { SessionScope } from '../../../core/session-scope';
import { SessionService } from '../../../core/session.service';
import { type ComposerAction, type ComposerPart, isPart } from '../../feature/composer-action';
import { FeatureRegistry } from '../../feature/feature-registry';
import { OwnParticipation } from '../../messaging/own-participation.service';

/** What features let somebody do while they write. */
@Injectable({ providedIn: SessionScope })
export class AvailableComposerActions {
  private readonly registry = inject(FeatureRegistry);
  private readonly session = inject(SessionService);
  private readonly participation = inject(OwnParticipation);
  private readonly byPart = computed(
    () =>
      new Map(
        this.registry
          .composerActions()
          .flatMap((one) => (isPart(one) ? [[one.part.name, one] as const] : [])),
      ),
  );

  /** In their order. Reads signals. */
  of(conversation: ConversationSummary): readonly ComposerAction[] {
    const id = this.session.user()?.id ?? '';
    const isOwner = this.participation.isOwner(conversation.id);
    return this.registry
      .composerActions()
      .filter((action) => action.isAvailable?.(conversation, { id, isOwner }) !== false);
  }

  /** The actions that set these parts; of a part that no feature knows there is none. Reads a signal. */
  setting(parts: Readonly<Record<string, unknown>>): readonly ComposerPart[] {
    return Object.keys(parts).flatMap((name) => this.byPart().get(name) ?? []);
  }
}
