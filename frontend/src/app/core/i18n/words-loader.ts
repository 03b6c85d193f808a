import { Injectable } from '@angular/core';
import type { Translation, TranslocoLoader } from '@jsverse/transloco';

/** Fetches one language's texts; they change only with a release. Outlives sessions. */
@Injectable({ providedIn: 'root' })
export class WordsLoader implements TranslocoLoader {
  async getTranslation(language: string): Promise<Translation> {
    const answer = await fetch(`/i18n/${language}.json`);
    if (!answer.ok) throw new Error(`No texts for ${language}: ${answer.status}`);
    return (await answer.json()) as Translation;
  }
}
