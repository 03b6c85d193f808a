import { Confirmations1796008700000 } from './features/confirmations/migrations/1796008700000-confirmations.js';
import { PersonalItems1796005200000 } from './features/personal-items/migrations/1796005200000-personal-items.js';
import { Pins1795996810000 } from './features/pins/migrations/1795996810000-pins.js';
import { migrations as core } from './platform/database/migrations/index.js';

/** Those of features, from their own folders: the line that a team adds. */
const ofFeatures = [Pins1795996810000, PersonalItems1796005200000, Confirmations1796008700000];

const timeOf = (migration: { name: string }): number => Number(migration.name.slice(-13));

/** Every migration, oldest first: one history for the core and all features. */
export const migrations = [...core, ...ofFeatures].sort((one, other) => timeOf(one) - timeOf(other));
