import { computed, Injectable, type Signal, signal } from '@angular/core';
import { checkFeatures } from './check-features';
import type { Feature } from './feature';

/** The sections of a feature that are lists. */
type Section = {
  [K in keyof Feature]-?: NonNullable<Feature[K]> extends readonly unknown[] ? K : never;
}[keyof Feature];
type Entry<S extends Section> = NonNullable<Feature[S]>[number];

/**
 * What the features put into the application, from where the screens read it. Outlives sessions: it is the same for
 * everybody.
 */
@Injectable({ providedIn: 'root' })
export class FeatureRegistry {
  private readonly features = signal<readonly Feature[]>([]);

  readonly messageActions = this.ordered('messageActions');
  readonly messageParts = this.ordered('messageParts');
  readonly messageMarks = this.ordered('messageMarks');
  readonly composerActions = this.ordered('composerActions');
  readonly composerNotes = this.ordered('composerNotes');
  readonly conversationActions = this.ordered('conversationActions');
  readonly unreadRules = this.ordered('unreadRules');
  readonly listSections = this.ordered('listSections');
  readonly listActions = this.ordered('listActions');
  readonly detailsSections = this.ordered('detailsSections');
  readonly shortcuts = this.ordered('shortcuts');
  readonly panels = this.ordered('panels');
  readonly settings = this.ordered('settings');
  readonly administration = this.ordered('administration');
  readonly navigation = this.ordered('navigation');
  readonly switcher = this.ordered('switcher');
  readonly draftCopies = this.all('draftCopies');
  readonly itemKinds = this.all('itemKinds');
  readonly notificationSinks = this.all('notificationSinks');
  readonly commands = this.all('commands');
  readonly services = this.all('services');
  readonly texts = computed(() => this.features().flatMap(({ texts }) => texts ?? []));

  /**
   * Takes these features in the place of those before.
   * @throws Error where two use one name
   */
  use(features: readonly Feature[]): void {
    checkFeatures(features);
    this.features.set(features);
  }

  private all<S extends Section>(section: S): Signal<readonly Entry<S>[]> {
    return computed(() =>
      this.features().flatMap((feature) => (feature[section] ?? []) as readonly Entry<S>[]),
    );
  }

  private ordered<S extends Section>(
    section: S & (Entry<S> extends { readonly order: number } ? S : never),
  ): Signal<readonly Entry<S>[]> {
    const all = this.all<S>(section);
    return computed(() => [...all()].sort((a, b) => orderOf(a) - orderOf(b)));
  }
}

function orderOf(entry: object | { readonly order: number }): number {
  return 'order' in entry ? entry.order : 0;
}
