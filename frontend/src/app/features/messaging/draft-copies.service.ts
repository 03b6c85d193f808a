import { inject, Injectable, Injector } from '@angular/core';
import { SessionScope } from '../../core/session-scope';
import { FeatureRegistry } from '../feature/feature-registry';

/** Where this person's drafts are besides this browser, as features say. */
@Injectable({ providedIn: SessionScope })
export class DraftCopies {
  private readonly injector = inject(Injector);
  private readonly copies = inject(FeatureRegistry).draftCopies;

  /** The ids of the drafts of a conversation that are kept elsewhere: each stands for one text. Reads a signal. */
  idsOf(conversationId: string): string[] {
    return this.copies().flatMap((copy) => copy.idOf(conversationId, this.injector) ?? []);
  }
}
