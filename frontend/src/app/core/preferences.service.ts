import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { Locale, Theme } from '@litspark/shared-contracts';
import { SessionService } from './session.service';
import { BrowserStorage } from './storage';

interface Preferences {
  theme: Theme;
  locale: Locale;
  /** Width of the conversation list on a wide screen, in pixels. */
  listWidth: number;
}

const key = 'preferences';
const initial: Preferences = { theme: 'system', locale: 'fr', listWidth: 320 };

/** How this person likes it. Kept in this browser and, signed in, with their account, which wins at sign-in. */
@Injectable({ providedIn: 'root' })
export class PreferencesService {
  private readonly storage = inject(BrowserStorage);
  private readonly session = inject(SessionService);
  private readonly all = signal<Preferences>({ ...initial, ...this.storage.read<Partial<Preferences>>(key) });
  private readonly userId = computed(() => this.session.user()?.id);

  readonly theme = computed(() => this.all().theme);
  readonly locale = computed(() => this.all().locale);
  readonly listWidth = computed(() => this.all().listWidth);

  constructor() {
    this.storage.onChange(key, () =>
      this.all.set({ ...initial, ...this.storage.read<Partial<Preferences>>(key) }),
    );
    effect(() => {
      const root = document.documentElement;
      // Without the attribute the style sheet follows the system.
      if (this.theme() === 'system') delete root.dataset['theme'];
      else root.dataset['theme'] = this.theme();
      root.lang = this.locale();
    });
    effect(() => {
      if (!this.userId()) return;
      const me = untracked(this.session.user);
      if (me) untracked(() => this.keep({ theme: me.theme, locale: me.locale }));
    });
  }

  /** Applied at once; rejects when the account could not be told (it stays applied here). */
  setTheme(theme: Theme): Promise<void> {
    this.keep({ theme });
    return this.tellAccount({ theme });
  }

  /** As `setTheme`. */
  setLocale(locale: Locale): Promise<void> {
    this.keep({ locale });
    return this.tellAccount({ locale });
  }

  setListWidth(listWidth: number): void {
    this.keep({ listWidth });
  }

  private keep(change: Partial<Preferences>): void {
    this.all.update((before) => ({ ...before, ...change }));
    this.storage.write(key, this.all());
  }

  private async tellAccount(change: { theme?: Theme; locale?: Locale }): Promise<void> {
    if (this.session.state() === 'signed-in') await this.session.updateMe(change);
  }
}
