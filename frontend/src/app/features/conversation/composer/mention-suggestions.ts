import { computed, effect, inject, type Signal, signal, untracked } from '@angular/core';
import type { User } from '@litspark/shared-contracts';
import { ParticipantsStore } from '../../../stores/participants.store';
import { begins, matches } from '../../names/fold';
import { NamesService } from '../../names/names.service';
import { typedMention } from './mention-text';

const suggestionsShown = 6;

/** Who may be meant by the `@…` before the caret, and which of them is chosen. Make it where `inject` works. */
export class MentionSuggestions {
  private readonly names = inject(NamesService);
  private readonly participants = inject(ParticipantsStore);
  private readonly dismissedAt = signal<number | null>(null);
  readonly chosen = signal(0);

  /** The mention being typed; null when there is none, or its list was closed. */
  readonly typed = computed(() => {
    const typed = typedMention(this.text(), this.caret());
    return typed && typed.start !== this.dismissedAt() ? typed : null;
  });
  readonly users: Signal<User[]> = computed(() => {
    const typed = this.typed();
    if (!typed) return [];
    return this.participants
      .of(this.conversationId())()
      .map(({ userId }) => this.names.user(userId))
      .filter((user) => user !== undefined)
      .filter((user) => !this.names.isMe(user.id) && !user.disabled && matches(user.displayName, typed.query))
      .sort((a, b) => Number(begins(b.displayName, typed.query)) - Number(begins(a.displayName, typed.query)))
      .slice(0, suggestionsShown);
  });

  constructor(
    private readonly conversationId: Signal<string>,
    private readonly text: Signal<string>,
    private readonly caret: Signal<number>,
  ) {
    effect(() => {
      this.conversationId();
      untracked(() => this.dismissedAt.set(null));
    });
    effect(() => {
      this.typed();
      untracked(() => this.chosen.set(0));
    });
  }

  step(by: 1 | -1): void {
    const count = this.users().length;
    this.chosen.update((index) => (index + by + count) % count);
  }

  dismiss(): void {
    this.dismissedAt.set(this.typed()?.start ?? null);
  }
}
