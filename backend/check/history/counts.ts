import type { Outcome } from '../client/outcome.js';
import { isUncertain } from '../client/outcome.js';

export interface OperationCount {
  acknowledged: number;
  refused: number;
  unknown: number;
}

/** How many calls of each kind were made, and how they ended; how many faults of each kind. */
export class Counts {
  readonly operations = new Map<string, OperationCount>();
  readonly faults = new Map<string, number>();

  operation(kind: string, outcome: Outcome<unknown>): void {
    const count = this.operations.get(kind) ?? { acknowledged: 0, refused: 0, unknown: 0 };
    this.operations.set(kind, count);
    if (outcome.is === 'done') count.acknowledged += 1;
    else if (isUncertain(outcome)) count.unknown += 1;
    else count.refused += 1;
  }

  fault(kind: string): void {
    this.faults.set(kind, (this.faults.get(kind) ?? 0) + 1);
  }

  get operationsInAll(): number {
    return [...this.operations.values()].reduce(
      (sum, { acknowledged, refused, unknown }) => sum + acknowledged + refused + unknown,
      0,
    );
  }

  get faultsInAll(): number {
    return [...this.faults.values()].reduce((sum, count) => sum + count, 0);
  }
}
