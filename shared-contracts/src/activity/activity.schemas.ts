import * as z from 'zod';
import { instant } from '../scalars.js';

/** Of the one item of this kind: goes forward only. */
export const activitySeen = z.object({ at: instant }).meta({ id: 'ActivitySeen' });
export type ActivitySeen = z.infer<typeof activitySeen>;
