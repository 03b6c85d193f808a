import { inject, Injectable } from '@angular/core';
import type { Participant } from '@litspark/shared-contracts';
import { SessionScope } from '../../core/session-scope';
import { SessionService } from '../../core/session.service';
import { ParticipantsStore } from '../../stores/participants.store';

/** The reader's own place in conversations. Reads signals, so it can be asked where something is computed. */
@Injectable({ providedIn: SessionScope })
export class OwnParticipation {
  private readonly session = inject(SessionService);
  private readonly participants = inject(ParticipantsStore);

  /** Undefined as long as it isn't known: in a large conversation not everybody is from the start. */
  of(conversationId: string): Participant | undefined {
    const me = this.session.user()?.id;
    return this.participants
      .of(conversationId)()
      .find(({ userId }) => userId === me);
  }

  /** False as long as that isn't known. */
  isOwner(conversationId: string): boolean {
    return this.of(conversationId)?.role === 'owner';
  }
}
