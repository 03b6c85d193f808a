import { inject } from '@angular/core';
import type { CanActivateFn } from '@angular/router';
import type { Feature } from './feature';
import { FeatureRegistry } from './feature-registry';

/** Registers what the features declare before a page that shows some of it. */
export const featuresReady =
  (features: readonly Feature[]): CanActivateFn =>
  () => {
    inject(FeatureRegistry).use(features);
    return true;
  };
