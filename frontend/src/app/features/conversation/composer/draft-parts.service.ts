import { inject, Injectable } from '@angular/core';
import { SessionScope } from '../../../core/session-scope';
import { DraftsStore } from '../../../stores/drafts.store';
import { type ComposerPart, type ComposerTarget, isAsked } from '../../feature/composer-action';

/** Sets the parts of what somebody writes, and takes them away. */
@Injectable({ providedIn: SessionScope })
export class DraftParts {
  private readonly drafts = inject(DraftsStore);

  /** Asks what the part is to be, from what it is; one that is always the same is set, or taken away where it is. */
  async use(action: ComposerPart, target: ComposerTarget): Promise<void> {
    const { id } = target.conversation;
    const { name } = action.part;
    const before = this.drafts.parts(id)()[name];
    if (isAsked(action)) {
      const input = await action.part.ask(target, before);
      if (input !== null && input !== undefined) this.drafts.setPart(id, name, input);
    } else {
      this.drafts.setPart(id, name, before === undefined ? action.part.input : undefined);
    }
    target.focus();
  }

  remove({ part }: ComposerPart, { conversation, focus }: ComposerTarget): void {
    this.drafts.setPart(conversation.id, part.name, undefined);
    focus();
  }
}
