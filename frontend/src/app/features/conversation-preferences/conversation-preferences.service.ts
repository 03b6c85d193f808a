import { inject, Injectable } from '@angular/core';
import {
  type ConversationPreferences,
  type ConversationSummary,
  defaultSettings,
  isMuted,
  noPreferences,
  type Preferred,
} from '@litspark/shared-contracts';
import { Clock } from '../../core/clock';
import { SessionScope } from '../../core/session-scope';
import { Items } from '../../sync/items/items.service';

/** How this person has set their conversations, on all their devices. */
@Injectable({ providedIn: SessionScope })
export class PreferencesOfConversations {
  private readonly items = inject(Items);
  private readonly clock = inject(Clock);
  private readonly all = this.items.all('conversation_preferences');
  private readonly settings = this.items.value('settings', 'settings');

  /** Reads signals. */
  of(conversationId: string): ConversationPreferences {
    return this.all().get(conversationId) ?? noPreferences;
  }

  /** What decides whether it disturbs. Reads signals. */
  preferred({ id, kind }: Pick<ConversationSummary, 'id' | 'kind'>): Preferred {
    const { channelLevel } = this.settings() ?? defaultSettings;
    return { preferences: this.of(id), kind, channelLevel };
  }

  /** Reads signals, the clock where a mute has an end. */
  isMuted(conversationId: string): boolean {
    const preferences = this.of(conversationId);
    return preferences.mutedUntil !== null && isMuted({ preferences }, this.clock.now());
  }

  /** Shown at once, sent when the server can be reached. */
  change(conversationId: string, change: Partial<ConversationPreferences>): void {
    this.items.change('conversation_preferences', conversationId, noPreferences, (before) => ({
      ...before,
      ...change,
    }));
  }
}
