import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { User, UserRole } from '@litspark/shared-contracts';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { AdministrationService } from '../../sync/administration.service';
import { pagedSearch } from '../messaging/paged-search';
import { NamesService } from '../names/names.service';

export type UserColumn = 'name' | 'role' | 'activity';

export interface UserSort {
  readonly by: UserColumn;
  readonly descending: boolean;
}

/** Rows shown at once, and how many more each time. */
const pageSize = 100;

/** The people of the users page: found, filtered, in order, chosen. Provided by the page, for its panel too. */
@Injectable()
export class UsersTable {
  private readonly words = inject(WordsService);
  private readonly names = inject(NamesService);
  private readonly session = inject(SessionService);
  private readonly administration = inject(AdministrationService);

  readonly search = pagedSearch<User>((query, cursor) => this.administration.list(query, cursor));
  readonly role = signal<UserRole | null>(null);
  readonly disabled = signal<boolean | null>(null);
  /** Null as the service answers: by name, or the best match first. */
  readonly sort = signal<UserSort | null>(null);
  private readonly limit = signal(pageSize);
  private readonly selection = signal<ReadonlySet<string>>(new Set());

  readonly filtered = computed(() => this.role() !== null || this.disabled() !== null);
  /** Filters and orders are over everybody, not over the pages that happen to be here. */
  private readonly wantsAll = computed(() => this.filtered() || this.sort() !== null);

  /** Who fits, as they are now, in order; null until the first answer. */
  private readonly matching = computed(() => {
    const [role, disabled, sort] = [this.role(), this.disabled(), this.sort()];
    const users = this.search
      .items()
      ?.map((user) => this.names.current(user))
      .filter((user) => role === null || user.role === role)
      .filter((user) => disabled === null || user.disabled === disabled);
    if (!users || !sort) return users ?? null;
    const collator = new Intl.Collator(this.words.locale());
    const direction = sort.descending ? -1 : 1;
    return users.sort(
      (a, b) =>
        direction * compare(sort.by, a, b, collator) || collator.compare(a.displayName, b.displayName),
    );
  });
  readonly shown = computed(() => this.matching()?.slice(0, this.limit()) ?? null);
  readonly hasMore = computed(() => (this.matching()?.length ?? 0) > this.limit() || this.search.hasMore());
  readonly chosen = computed(() => (this.shown() ?? []).filter(({ id }) => this.selection().has(id)));
  /** All that can be chosen are: everybody but oneself. */
  readonly allChosen = computed(() => {
    const count = this.choosable().length;
    return count > 0 && this.chosen().length === count;
  });
  private readonly choosable = computed(() => (this.shown() ?? []).filter((user) => !this.isMe(user)));

  constructor() {
    effect(() => {
      if (this.wantsAll() && this.search.hasMore() && this.search.error() === null)
        untracked(() => void this.search.more());
    });
  }

  isMe({ id }: User): boolean {
    return this.session.user()?.id === id;
  }

  isChosen({ id }: User): boolean {
    return this.selection().has(id);
  }

  choose({ id }: User, chosen: boolean): void {
    this.selection.update((before) => {
      const after = new Set(before);
      if (chosen) after.add(id);
      else after.delete(id);
      return after;
    });
  }

  chooseAll(chosen: boolean): void {
    this.selection.set(new Set(chosen ? this.choosable().map(({ id }) => id) : []));
  }

  /** By this column; the other way round when it was already. */
  sortBy(by: UserColumn): void {
    const before = this.sort() ?? { by: 'name', descending: false };
    this.sort.set({ by, descending: before.by === by ? !before.descending : by === 'activity' });
  }

  more(): void {
    this.limit.update((limit) => limit + pageSize);
    if ((this.matching()?.length ?? 0) < this.limit()) void this.search.more();
  }

  /** What somebody became replaces what was found. */
  put(changed: User): void {
    this.search.items.update(
      (users) => users?.map((user) => (user.id === changed.id ? changed : user)) ?? null,
    );
  }

  /** Who stands before (-1) or after (1) somebody in the table. */
  neighbour(userId: string, by: 1 | -1): User | null {
    const shown = this.shown() ?? [];
    const at = shown.findIndex(({ id }) => id === userId);
    return at < 0 ? null : (shown[at + by] ?? null);
  }
}

function compare(by: UserColumn, a: User, b: User, collator: Intl.Collator): number {
  if (by === 'name') return collator.compare(a.displayName, b.displayName);
  if (by === 'role') return a.role.localeCompare(b.role);
  // Code units, not letters: `~` comes after every date.
  return Number(lastActive(a) > lastActive(b)) - Number(lastActive(a) < lastActive(b));
}

/** When somebody was here last, so that it can be compared: who is here comes after all others. */
const lastActive = ({ presence, lastSeenAt }: User): string =>
  presence === 'offline' ? (lastSeenAt ?? '') : '~';
