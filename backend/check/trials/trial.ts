import type { Template } from '../world/template.js';
import type { Workplace } from '../world/workplace.js';

/** What trials share. */
export interface Stage {
  /** The product's own backend. */
  backend: string;
  template: Template;
  workplace: Workplace;
}

/** One test of the product, or of the checker itself. */
export interface Trial {
  name: string;
  /** How many tests it counts as, where that is not one. */
  tests?: number;
  /** In a word what was found; throws, with all there is to know, where the trial failed. */
  execute(stage: Stage): Promise<string>;
}
