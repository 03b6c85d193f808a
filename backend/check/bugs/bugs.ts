import { checkedFeatures } from '../features/features.js';
import type { Bug } from './bug.js';
import { clusterBugs } from './cluster-bugs.js';
import { itemBugs } from './item-bugs.js';
import { stateBugs } from './state-bugs.js';
import { storageBugs } from './storage-bugs.js';
import { fanOutBugs } from './fan-out-bugs.js';

/** All planted bugs. */
export const bugs: readonly Bug[] = [
  ...storageBugs,
  ...fanOutBugs,
  ...clusterBugs,
  ...stateBugs,
  ...itemBugs,
  ...checkedFeatures.flatMap((feature) => feature.bugs ?? []),
];

/** Throws for a name that isn't one. */
export function findBug(name: string): Bug {
  const bug = bugs.find((one) => one.name === name);
  if (!bug) throw new Error(`--bug takes one of: ${bugs.map((one) => one.name).join(', ')}`);
  return bug;
}
