import { Injectable, inject, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { Locale } from '@litspark/shared-contracts';
import { firstValueFrom } from 'rxjs';
import { isolated } from './isolated';
import type { PluralKey, WordKey } from './word-keys';

type Values = Record<string, string | number | null>;

/** The interface's texts in the language in use. Reading a text in a template follows a change of language. */
@Injectable({ providedIn: 'root' })
export class WordsService {
  private readonly transloco = inject(TranslocoService);
  private readonly current = signal<Locale>('fr');
  private readonly pluralRules = { fr: new Intl.PluralRules('fr'), en: new Intl.PluralRules('en') };
  private wanted: Locale = 'fr';

  /** The language whose texts are loaded and shown. */
  readonly locale = this.current.asReadonly();

  /** Loads a language, then shows it; the present one stays until then. */
  async use(locale: Locale): Promise<void> {
    this.wanted = locale;
    await firstValueFrom(this.transloco.load(locale));
    if (this.wanted !== locale) return;
    this.transloco.setActiveLang(locale);
    this.current.set(locale);
  }

  /** What stands in a text may have been typed by anybody: it is isolated from the words around it. */
  t(key: WordKey, values: Values = {}): string {
    return this.transloco.translate(key, typed(values), this.current());
  }

  /** The text for a number of things; `{{ count }}` in it is the number as the language writes it. */
  plural(key: PluralKey, count: number, values: Values = {}): string {
    const locale = this.current();
    const exact = `${key}.${this.pluralRules[locale].select(count)}`;
    const known = exact in this.transloco.getTranslation(locale);
    return this.transloco.translate(
      known ? exact : `${key}.other`,
      { count: this.number(count), ...typed(values) },
      locale,
    );
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
