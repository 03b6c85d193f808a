import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { Locale, Theme } from '@litspark/shared-contracts';
import { SessionService } from './session.service';
import { BrowserStorage } from './storage';
import { WriteAhead } from './write-ahead';

interface Preferences {
  theme: Theme;
  locale: Locale;
  /** Width of the conversation list on a wide screen, in pixels. */
  listWidth: number;
  /** Whether the Enter key alone sends a message; else it begins a new line. */
  enterSends: boolean;
}

/** The part that the account keeps. */
type AccountPreferences = Partial<Pick<Preferences, 'theme' | 'locale'>>;

const key = 'preferences';
const initial: Preferences = { theme: 'system', locale: 'fr', listWidth: 320, enterSends: true };

/**
 * How this person likes it. Kept in this browser and, signed in, with their account, which wins at sign-in: except over
 * what was chosen here and the account hasn't confirmed, which it is told until it does.
 */
@Injectable({ providedIn: 'root' })
export class PreferencesService {
  private readonly storage = inject(BrowserStorage);
  private readonly session = inject(SessionService);
  private readonly ahead = inject(WriteAhead);
  private readonly all = signal<Preferences>({ ...initial, ...this.storage.read<Partial<Preferences>>(key) });
  /** Chosen and not yet in a call, for a browser that keeps nothing. */
  private untold: AccountPreferences = {};
  private telling: Promise<void> = Promise.resolve();
  private readonly userId = computed(() => this.session.user()?.id);

  readonly theme = computed(() => this.all().theme);
  readonly locale = computed(() => this.all().locale);
  readonly listWidth = computed(() => this.all().listWidth);
  readonly enterSends = computed(() => this.all().enterSends);

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
      if (me) untracked(() => this.keep({ theme: me.theme, locale: me.locale, ...this.unconfirmed(me.id) }));
    });
    this.session.renewed$.subscribe(() => this.tellAgain());
    window.addEventListener('online', () => this.tellAgain());
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

  setEnterSends(enterSends: boolean): void {
    this.keep({ enterSends });
  }

  private keep(change: Partial<Preferences>): void {
    this.all.update((before) => ({ ...before, ...change }));
    this.storage.write(key, this.all());
  }

  private async tellAccount(change: AccountPreferences): Promise<void> {
    const me = untracked(this.session.user);
    if (!me) return;
    this.ahead.put(me.id, 'preferences', key, { ...this.unconfirmed(me.id), ...change });
    this.untold = { ...this.untold, ...change };
    await this.tellInTurn(me.id);
  }

  private tellAgain(): void {
    const me = untracked(this.session.user);
    // The next token, or the network's return, brings the next try.
    if (me) this.tellInTurn(me.id).catch(() => undefined);
  }

  /** Two calls at once could end the other way round: one at a time, each with the newest state. */
  private tellInTurn(userId: string): Promise<void> {
    const told = this.telling.then(() => this.tellNow(userId));
    this.telling = told.catch(() => undefined);
    return told;
  }

  private async tellNow(userId: string): Promise<void> {
    if (untracked(this.session.user)?.id !== userId) return;
    const change = { ...this.untold, ...this.unconfirmed(userId) };
    this.untold = {};
    if (Object.keys(change).length === 0) return;
    await this.session.updateMe(change);
    this.confirm(userId, change);
  }

  private unconfirmed(userId: string): AccountPreferences {
    return this.ahead.get<AccountPreferences>(userId, 'preferences', key) ?? {};
  }

  /** The account has this; what was chosen since stays to be told. */
  private confirm(userId: string, { theme, locale }: AccountPreferences): void {
    const left = this.unconfirmed(userId);
    if (left.theme === theme) delete left.theme;
    if (left.locale === locale) delete left.locale;
    if (Object.keys(left).length > 0) this.ahead.put(userId, 'preferences', key, left);
    else this.ahead.remove(userId, 'preferences', key);
  }
}
