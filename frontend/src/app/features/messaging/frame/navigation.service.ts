import { computed, effect, inject, Injectable, Injector, signal } from '@angular/core';
import { Router, type UrlTree } from '@angular/router';
import { SessionScope } from '../../../core/session-scope';
import { SessionService } from '../../../core/session.service';
import type { NavigationEntry, NavigationPlace } from '../../feature/feature';
import { FeatureRegistry } from '../../feature/feature-registry';
import { Viewport } from '../viewport.service';
import { CurrentPage } from './current-page.service';

/** Entries that the bar has room for beside one's own face. */
const barRoom = 4;

/** The person's own page, which the face in the bar leads to: what they set, and the way out. */
export const ownPage: Pick<NavigationEntry, 'name' | 'url'> = { name: 'own', url: '/settings' };

/** Where one can go, which of it is open, and where each was left. */
@Injectable({ providedIn: SessionScope })
export class Navigation {
  private readonly registry = inject(FeatureRegistry);
  private readonly injector = inject(Injector);
  private readonly session = inject(SessionService);
  private readonly viewport = inject(Viewport);
  private readonly page = inject(CurrentPage);
  private readonly router = inject(Router);
  /** The last address of each entry, by its name. */
  private readonly left = signal<ReadonlyMap<string, string>>(new Map());

  private readonly entries = computed(() => {
    const me = this.session.user();
    return this.registry.navigation().filter((entry) => me && entry.isVisible?.(me) !== false);
  });
  readonly rail = this.at('rail');
  readonly railFoot = this.at('rail-foot');
  readonly ownMenu = this.at('own-menu');
  readonly bar = computed(() => this.at('bar')().slice(0, barRoom));
  /** What a wide screen has in its rail, and a narrow one has no room for in its bar. */
  readonly beyondBar = computed(() =>
    [...this.rail(), ...this.railFoot()].filter((entry) => !this.bar().includes(entry)),
  );

  /** The name of the entry whose page is open: the one with the longest address. */
  readonly current = computed(() => {
    const path = this.page.path();
    const tabs = [...this.entries().filter(({ places }) => !isOnlyInMenu(places)), ownPage];
    const open = tabs.filter(({ url }) => path === url || path.startsWith(url === '/' ? url : `${url}/`));
    return open.sort((a, b) => b.url.length - a.url.length)[0]?.name ?? null;
  });
  /** A narrow screen shows the first page of a tab: there is nowhere to go back to. */
  readonly atTab = computed(() => [...this.bar(), ownPage].some((entry) => entry.url === this.page.path()));

  constructor() {
    effect(() => {
      const name = this.current();
      if (name !== null) this.note(name, this.page.url());
    });
  }

  /** Where an entry leads: to where it was left; from a page of its own, on a narrow screen, to its first one. */
  urlOf({ name, url }: Pick<NavigationEntry, 'name' | 'url'>): UrlTree {
    const first = this.viewport.narrow() && this.current() === name;
    // As a string, a query would be taken for a part of the path by a link.
    return this.router.parseUrl(first ? url : (this.left().get(name) ?? url));
  }

  countOf(entry: NavigationEntry): number {
    return entry.count?.(this.injector) ?? 0;
  }

  private note(name: string, url: string): void {
    const hidden = this.viewport.narrow() && this.page.data().withoutBar === true;
    this.left.update((before) => {
      const after = new Map(before);
      // A tab is never left from where the bar isn't shown, but by links: it comes back to its list.
      if (hidden) after.delete(name);
      else after.set(name, url);
      return after;
    });
  }

  private at(place: NavigationPlace) {
    return computed(() => this.entries().filter(({ places }) => places.includes(place)));
  }
}

const isOnlyInMenu = (places: readonly NavigationPlace[]) => places.every((place) => place === 'own-menu');
