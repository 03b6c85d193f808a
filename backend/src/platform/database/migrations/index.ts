import { Initial1700000000000 } from './1700000000000-initial.js';

/** Every migration, oldest first: one history for all features. */
export const migrations = [Initial1700000000000];
