import { inject } from '@angular/core';
import type { CanActivateFn } from '@angular/router';
import type { Feature } from './feature';
import { FeatureRegistry } from './feature-registry';
import { WordsService } from '../../core/i18n/words.service';

/** Registers what the features declare, and loads their texts, before a page that shows some of it. */
export const featuresReady =
  (features: readonly Feature[]): CanActivateFn =>
  async () => {
    const registry = inject(FeatureRegistry);
    const words = inject(WordsService);
    registry.use(features);
    await words.add(registry.texts());
    return true;
  };
