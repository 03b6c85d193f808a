import { computed, effect, inject, Injectable, signal } from '@angular/core';
import type { Locale, Theme } from '@litspark/shared-contracts';
import { type Observable, Subject } from 'rxjs';
import { BrowserStorage } from './storage';

interface Preferences {
  theme: Theme;
  locale: Locale;
  /** Width of the conversation list on a wide screen, in pixels. */
  listWidth: number;
  /** Whether the Enter key alone sends a message; else it begins a new line. */
  enterSends: boolean;
}

/** The part that the account keeps. */
export type AccountChoice = Partial<Pick<Preferences, 'theme' | 'locale'>>;

const key = 'preferences';
const initial: Preferences = { theme: 'system', locale: 'fr', listWidth: 300, enterSends: true };

/**
 * How this person likes it, as this browser keeps it; `AccountPreferences` keeps it with their account too. Outlives
 * sessions: the sign-in page has the same theme and language.
 */
@Injectable({ providedIn: 'root' })
export class PreferencesService {
  private readonly storage = inject(BrowserStorage);
  private readonly all = signal<Preferences>({ ...initial, ...this.storage.read<Partial<Preferences>>(key) });
  private readonly choices = new Subject<AccountChoice>();

  /** What the person chose here, in the task that applies it. */
  readonly chosen$: Observable<AccountChoice> = this.choices.asObservable();
  readonly theme = computed(() => this.all().theme);
  readonly locale = computed(() => this.all().locale);
  readonly listWidth = computed(() => this.all().listWidth);
  readonly enterSends = computed(() => this.all().enterSends);

  constructor() {
    this.storage
      .changes(key)
      .subscribe(() => this.all.set({ ...initial, ...this.storage.read<Partial<Preferences>>(key) }));
    effect(() => {
      const root = document.documentElement;
      // Without the attribute the style sheet follows the system.
      if (this.theme() === 'system') delete root.dataset['theme'];
      else root.dataset['theme'] = this.theme();
      root.lang = this.locale();
    });
  }

  setTheme(theme: Theme): void {
    this.choose({ theme });
  }

  setLocale(locale: Locale): void {
    this.choose({ locale });
  }

  /** What the account has, or was told elsewhere in this browser. */
  apply(choice: AccountChoice): void {
    const { theme = this.theme(), locale = this.locale() } = choice;
    if (theme !== this.theme() || locale !== this.locale()) this.keep({ theme, locale });
  }

  setListWidth(listWidth: number): void {
    this.keep({ listWidth });
  }

  setEnterSends(enterSends: boolean): void {
    this.keep({ enterSends });
  }

  private keep(change: Partial<Preferences>): void {
    this.all.update((before) => ({ ...before, ...change }));
    this.storage.write(key, this.all());
  }

  private choose(choice: AccountChoice): void {
    this.keep(choice);
    this.choices.next(choice);
  }
}
