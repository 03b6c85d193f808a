import { computed, effect, inject, type Signal, signal, untracked } from '@angular/core';
import { personRank, type User } from '@litspark/shared-contracts';
import { ConversationsStore } from '../../../stores/conversations.store';
import { ParticipantsStore } from '../../../stores/participants.store';
import { NamesService } from '../../names/names.service';
import { PeopleOrder } from '../../names/people-order';
import { typedMention } from './mention-text';
import { ParticipantSearch } from './participant-search';

const suggestionsShown = 6;

/**
 * Who may be meant by the `@…` before the caret, and which of them is chosen. Participants known here show at once; where
 * there are more, the server's answer joins them in the order of its ranking. Make it where `inject` works.
 */
export class MentionSuggestions {
  private readonly names = inject(NamesService);
  private readonly order = inject(PeopleOrder);
  private readonly participants = inject(ParticipantsStore);
  private readonly conversations = inject(ConversationsStore);
  private readonly dismissedAt = signal<number | null>(null);
  private readonly chosenIndex = signal(0);
  /** Those who stay where they are while others join: the chosen one and who stands above. */
  private readonly settled = signal<readonly string[]>([]);
  readonly chosen = this.chosenIndex.asReadonly();

  private readonly written = computed(() => typedMention(this.text(), this.caret()));
  /** The mention being typed; null when there is none, or its list was closed. */
  readonly typed = computed(() => {
    const typed = this.written();
    return typed && typed.start !== this.dismissedAt() ? typed : null;
  });

  private readonly question = computed(
    () => {
      const query = this.typed()?.query.trim();
      const conversationId = this.conversationId();
      return query && !this.isComplete(conversationId) ? { conversationId, query } : null;
    },
    { equal: (a, b) => a?.query === b?.query && a?.conversationId === b?.conversationId },
  );
  private readonly search = new ParticipantSearch(this.question, () =>
    this.settled.set(
      this.users()
        .slice(0, this.chosenIndex() + 1)
        .map(({ id }) => id),
    ),
  );

  readonly users: Signal<User[]> = computed(() => {
    const typed = this.typed();
    if (!typed) return [];
    const ranked = this.ranked(typed.query);
    const byId = new Map(ranked.map((user) => [user.id, user]));
    const settled = this.settled().flatMap((id) => byId.get(id) ?? []);
    return [...new Set([...settled, ...ranked])].slice(0, suggestionsShown);
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
      // Another mention may begin where one was closed.
      const start = this.written()?.start ?? null;
      untracked(() => this.dismissedAt.update((closed) => (closed === start ? closed : null)));
    });
    effect(() => {
      this.typed();
      untracked(() => {
        this.chosenIndex.set(0);
        this.settled.set([]);
      });
    });
  }

  step(by: 1 | -1): void {
    const count = this.users().length;
    this.chosenIndex.update((index) => (index + by + count) % count);
  }

  point(index: number): void {
    this.chosenIndex.set(index);
  }

  dismiss(): void {
    this.dismissedAt.set(this.typed()?.start ?? null);
  }

  /** Everybody known who matches, best first: as the server has them, and those it didn't name among their equals. */
  private ranked(query: string): User[] {
    const known = this.participants
      .of(this.conversationId())()
      .map(({ userId }) => userId);
    const ids = new Set([...this.search.ids(), ...known, ...this.search.everFound()]);
    const people = [...ids]
      .map((id) => this.names.user(id))
      .filter((user) => user !== undefined)
      .filter((user) => !this.names.isMe(user.id) && !user.disabled);
    const ranked = this.order.ranked(people, query);
    const placeOf = new Map(this.search.ids().map((id, index) => [id, index]));
    const orderOf = ({ id }: User) => placeOf.get(id) ?? Infinity;
    const rankOf = (user: User) => personRank(user, query) ?? Infinity;
    // Stable: equals that the server didn't name stay as they are here.
    return ranked.sort((a, b) => {
      const byRank = rankOf(a) - rankOf(b);
      return byRank || (orderOf(a) === orderOf(b) ? 0 : orderOf(a) - orderOf(b));
    });
  }

  /** Whether everybody in the conversation is known here. */
  private isComplete(conversationId: string): boolean {
    const { participantCount = Infinity } = this.conversations.byId(conversationId)() ?? {};
    return this.participants.of(conversationId)().length >= participantCount;
  }
}
