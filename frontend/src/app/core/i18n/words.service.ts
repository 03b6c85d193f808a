import { Injectable, inject, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { Locale } from '@litspark/shared-contracts';
import { firstValueFrom } from 'rxjs';
import { isolated } from './isolated';
import type { TextSource } from './text-source';
import type { PluralKey, WordKey } from './word-keys';

type Values = Record<string, string | number | null>;

/**
 * The interface's texts in the language in use. Reading a text in a template follows a change of language. Outlives
 * sessions: the sign-in page is read too.
 */
@Injectable({ providedIn: 'root' })
export class WordsService {
  private readonly transloco = inject(TranslocoService);
  private readonly current = signal<Locale>('fr');
  private readonly pluralRules = { fr: new Intl.PluralRules('fr'), en: new Intl.PluralRules('en') };
  private wanted: Locale = 'fr';
  private readonly sources = new Set<TextSource>();
  /** Counts what was added to a language that is shown: its texts are read anew. */
  private readonly added = signal(0);

  /** The language whose texts are loaded and shown. */
  readonly locale = this.current.asReadonly();

  /** Loads a language, then shows it; the present one stays until then. */
  async use(locale: Locale): Promise<void> {
    this.wanted = locale;
    await Promise.all([firstValueFrom(this.transloco.load(locale)), this.load(this.sources, locale)]);
    if (this.wanted !== locale) return;
    this.transloco.setActiveLang(locale);
    this.current.set(locale);
  }

  /** Adds texts that features bring: in the present language now, in each that is chosen later with it. */
  async add(sources: readonly TextSource[]): Promise<void> {
    for (const source of sources) this.sources.add(source);
    await this.load(sources, this.wanted);
    this.added.update((count) => count + 1);
  }

  /** What stands in a text may have been typed by anybody: it is isolated from the words around it. */
  t(key: WordKey, values: Values = {}): string {
    this.added();
    return this.transloco.translate(key, typed(values), this.current());
  }

  /** The text for a number of things; `{{ count }}` in it is the number as the language writes it. */
  plural(key: PluralKey, count: number, values: Values = {}): string {
    const locale = this.current();
    this.added();
    const exact = `${key}.${this.pluralRules[locale].select(count)}`;
    const known = exact in this.transloco.getTranslation(locale);
    return this.transloco.translate(
      known ? exact : `${key}.other`,
      { count: this.number(count), ...typed(values) },
      locale,
    );
  }

  private async load(sources: Iterable<TextSource>, locale: Locale): Promise<void> {
    const loaded = await Promise.all([...sources].map((source) => source[locale]()));
    const texts = Object.assign({}, ...loaded.map((module) => module.default)) as Record<string, string>;
    this.transloco.setTranslation(texts, locale, { emitChange: false });
  }

  number(value: number): string {
    return new Intl.NumberFormat(this.current()).format(value);
  }

  /** Names joined as the language joins them: « Ann, Ben et Cléo ». */
  list(items: string[]): string {
    return new Intl.ListFormat(this.current(), { type: 'conjunction' }).format(items.map(isolated));
  }
}

function typed(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, typeof value === 'string' ? isolated(value) : value]),
  );
}
