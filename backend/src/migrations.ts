import type { MigrationInterface } from 'typeorm';
import * as features from './features.js';
import { migrations as core } from './platform/database/migrations/index.js';

export type Migration = new () => MigrationInterface & { name: string };

const timeOf = (migration: { name: string }): number => Number(migration.name.slice(-13));

const ofFeatures = Object.values(features).flatMap((module) =>
  'migrations' in module ? (module.migrations as readonly Migration[]) : [],
);

/** Every migration, oldest first: one history for the core and all features. */
export const migrations: readonly Migration[] = [...core, ...ofFeatures].sort(
  (one, other) => timeOf(one) - timeOf(other),
);
