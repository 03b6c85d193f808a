import { computed, inject, Injectable } from '@angular/core';
import { foldText, limits, personRank, type User } from '@litspark/shared-contracts';
import { SessionScope } from '../../core/session-scope';
import { ConversationsStore } from '../../stores/conversations.store';

/** Orders people at hand as the directory does: how well they match, then with whom one wrote last, then by name. */
@Injectable({ providedIn: SessionScope })
export class PeopleOrder {
  private readonly conversations = inject(ConversationsStore);

  /** From 0 on for whom one writes with, last active first. In a large conversation everybody may be. */
  private readonly favours = computed(() => {
    const favours = new Map<string, number>();
    for (const { participantCount, participants } of this.conversations.all()) {
      if (participantCount > limits.largeConversation) continue;
      for (const { userId } of participants) if (!favours.has(userId)) favours.set(userId, favours.size);
    }
    return favours;
  });

  /** Those who match, best first; everybody matches an empty query. */
  ranked(people: readonly User[], query: string): User[] {
    const favours = this.favours();
    return people
      .flatMap((user) => {
        const rank = personRank(user, query);
        if (rank === null) return [];
        return [{ user, rank, favour: favours.get(user.id) ?? Infinity, name: foldText(user.displayName) }];
      })
      .sort(
        (a, b) =>
          a.rank - b.rank ||
          (a.favour === b.favour ? 0 : a.favour - b.favour) ||
          (a.name < b.name ? -1 : a.name > b.name ? 1 : a.user.id < b.user.id ? -1 : 1),
      )
      .map(({ user }) => user);
  }
}
