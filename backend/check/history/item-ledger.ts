import { isDeepStrictEqual } from 'node:util';
import type { PersonalItem } from '@litspark/shared-contracts';
import type { Violations } from './violations.js';

/** What everybody saw of each person's items, put together as it comes: one item in one state for each revision of a person. */
export class ItemLedger {
  private readonly pages = new Map<string, Map<number, PersonalItem>>();

  constructor(private readonly violations: Violations) {}

  observe(userId: string, item: PersonalItem, who: string): void {
    const page = this.pages.get(userId) ?? new Map<number, PersonalItem>();
    this.pages.set(userId, page);
    const known = page.get(item.revision);
    page.set(item.revision, item);
    if (known && !isDeepStrictEqual(known, item))
      this.violations.add({
        property: 'one item for each revision of a person',
        what: `revision ${item.revision} of ${userId} is ${JSON.stringify(item)}, and was ${JSON.stringify(known)}`,
        who,
      });
  }

  highest(userId: string): number {
    return Math.max(0, ...(this.pages.get(userId)?.keys() ?? []));
  }
}
