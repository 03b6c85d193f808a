import type { ConversationKind } from '../conversations/conversations.schemas.js';
import type { ConversationPreferences } from './conversation-preferences.schemas.js';

export type PreferenceLevel = NonNullable<ConversationPreferences['level']>;

/** What of a conversation may disturb somebody: any message of it, or one that is meant for them in particular. */
export type Happening = 'message' | 'mention' | 'reply' | 'keyword';

/** How somebody has set one conversation, of which kind it is, and what they have set for channels. */
export interface Preferred {
  preferences: Pick<ConversationPreferences, 'level' | 'mutedUntil'> | null;
  kind: ConversationKind;
  channelLevel: 'all' | 'mentions';
}

/** What holds where nothing was set. */
export const noPreferences: ConversationPreferences = {
  level: null,
  mutedUntil: null,
  favourite: false,
  section: null,
};

/** The `mutedUntil` of a mute that only its person ends. */
export const untilFurtherNotice = '9999-12-31T23:59:59.999Z';

/** What disturbs: as set for the conversation, else as its kind has it. */
export function levelOf({ preferences, kind, channelLevel }: Preferred): PreferenceLevel {
  return preferences?.level ?? (kind === 'channel' ? channelLevel : 'all');
}

export function isMuted({ preferences }: Pick<Preferred, 'preferences'>, now: Date): boolean {
  const until = preferences?.mutedUntil;
  return until != null && Date.parse(until) > now.getTime();
}

/** Why something doesn’t disturb, as far as the preferences of its conversation go; null: it does. */
export function silenceOf(preferred: Preferred, happening: Happening, now: Date): 'level' | 'muted' | null {
  const level = levelOf(preferred);
  if (level === 'nothing' || (level === 'mentions' && happening === 'message')) return 'level';
  return isMuted(preferred, now) ? 'muted' : null;
}
