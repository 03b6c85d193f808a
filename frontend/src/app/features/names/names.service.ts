import { Injectable, inject } from '@angular/core';
import type { ConversationSummary, SharedConversation, User } from '@litspark/shared-contracts';
import { WordsService } from '../../core/i18n/words.service';
import { SessionScope } from '../../core/session-scope';
import { SessionService } from '../../core/session.service';
import { UsersStore } from '../../stores/users.store';
import type { IconName } from '../../ui/icon-paths';
import { frenchSpacing } from '../../ui/typography/french-spacing';

/** What people and conversations are called on the screen. Reads signals: use it in templates and `computed`. */
@Injectable({ providedIn: SessionScope })
export class NamesService {
  private readonly words = inject(WordsService);
  private readonly session = inject(SessionService);
  private readonly users = inject(UsersStore);

  user(userId: string): User | undefined {
    const me = this.session.user();
    return this.users.get(userId)() ?? (me?.id === userId ? me : undefined);
  }

  /** What somebody who is mentioned is called now; null until it is known, which is then asked for. */
  readonly mentioned = (userId: string): string | null => this.user(userId)?.displayName ?? null;

  /** Somebody of a list that was found before, as they are now. */
  current(user: User): User {
    return this.users.get(user.id)() ?? user;
  }

  person(userId: string): string {
    return this.user(userId)?.displayName ?? this.words.t('name.unknown');
  }

  /** The first word of a name, for narrow places. */
  shortPerson(userId: string): string {
    return this.person(userId).split(' ')[0] ?? '';
  }

  isMe(userId: string): boolean {
    return this.session.user()?.id === userId;
  }

  /** The other one in a direct conversation; oneself where the conversation is with oneself. */
  counterpart(conversation: SharedConversation): string | null {
    if (conversation.kind !== 'direct') return null;
    const ids = conversation.participants.map((participant) => participant.userId);
    return ids.find((userId) => !this.isMe(userId)) ?? ids[0] ?? null;
  }

  conversation(conversation: SharedConversation): string {
    const other = this.counterpart(conversation);
    if (other) return this.person(other);
    if (conversation.title) return frenchSpacing(conversation.title);
    const others = conversation.participants.filter((participant) => !this.isMe(participant.userId));
    if (others.length === 0) return this.words.t('name.alone');
    return this.words.list(others.slice(0, 4).map((participant) => this.shortPerson(participant.userId)));
  }

  /** What a conversation is about, as it is shown; empty where it has no topic. */
  topic(conversation: SharedConversation): string {
    return frenchSpacing(conversation.topic ?? '');
  }

  /** The sign in front of a channel's name; null where faces tell enough. */
  sign(conversation: SharedConversation): IconName | null {
    if (conversation.kind !== 'channel') return null;
    return conversation.visibility === 'public' ? 'hash' : 'lock';
  }

  /** Name and kind in words, for those who don't see the sign. */
  spoken(conversation: ConversationSummary): string {
    const name = this.conversation(conversation);
    if (conversation.kind === 'channel') return this.words.t('name.channel', { name });
    return conversation.kind === 'group' ? this.words.t('name.group', { name }) : name;
  }
}
