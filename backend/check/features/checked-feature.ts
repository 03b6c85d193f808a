import type { WeightedAct } from '../acts/act.js';
import type { Bug } from '../bugs/bug.js';
import type { Evidence, Finding, PersonalEvidence } from '../properties/evidence.js';
import type { Query } from './query.js';

/** Looks at the evidence, and at what it reads itself. */
export type FeatureProperty<Given> = (evidence: Given, query: Query) => Finding[] | Promise<Finding[]>;

/** What a feature brings to the checker: `check/index.ts` in its folder exports one as `checked`. */
export interface CheckedFeature {
  /** What people do with it. No two acts of the checker have one name. */
  acts?: Readonly<Record<string, WeightedAct>>;
  /** What must hold of every conversation whenever all is at rest, by its name in reports. */
  properties?: Readonly<Record<string, FeatureProperty<Evidence>>>;
  /** What must hold of every person. */
  personalProperties?: Readonly<Record<string, FeatureProperty<PersonalEvidence>>>;
  /** What has yet to happen before all is at rest, in words, besides jobs: those are waited for. */
  unsettled?(query: Query): Promise<string[]>;
  /** Names of its scheduled jobs that bring this about: they are enqueued, so that nobody waits for their time. */
  hastened?: readonly string[];
  bugs?: readonly Bug[];
}
