import type { Injector } from '@angular/core';

/** Drafts kept elsewhere than in this browser: a sign-out doesn't lose them, and a send takes them away there. */
export interface DraftCopy {
  /** The id of the draft of a conversation that is kept there, as far as this device knows; null where there is none. */
  idOf(conversationId: string, injector: Injector): string | null;
}
