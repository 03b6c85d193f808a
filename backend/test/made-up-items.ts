import { afterAll } from '@jest/globals';
import { Injectable, Module, type OnModuleInit } from '@nestjs/common';
import {
  id,
  instant,
  itemKinds,
  type ItemKind,
  type ItemKindName,
  type PersonalItem,
} from '@litspark/shared-contracts';
import * as z from 'zod';
import { MessagesModule } from '../src/features/messages/messages.module.js';
import { SendCompanion, type Send } from '../src/features/messages/send-companion.port.js';
import { SendCompanionsService } from '../src/features/messages/send-companions.service.js';
import { ItemChangesService } from '../src/features/personal-items/item-changes.service.js';
import { PersonalItemRule } from '../src/features/personal-items/item-rule.port.js';
import { PersonalItemsModule } from '../src/features/personal-items/personal-items.module.js';
import { ItemRule } from '../src/platform/contract/item-rule.js';

const labelValue = z.object({ colour: z.enum(['red', 'blue']).nullable(), until: instant.nullable() });
export type Label = z.output<typeof labelValue>;

/** A label on a conversation, and how often one waved at it: kinds that no feature of the product has. */
const madeUpKinds: Record<'label' | 'waves', ItemKind> = {
  label: { id, value: labelValue },
  waves: { id, value: z.object({ count: z.int() }) },
};
type MadeUpKind = keyof typeof madeUpKinds;
// Known to the test file that imports them; all test files of a worker share the contract.
Object.assign(itemKinds, madeUpKinds);
afterAll(() => {
  for (const kind of Object.keys(madeUpKinds)) Reflect.deleteProperty(itemKinds, kind);
});

const nameOf = (kind: MadeUpKind) => kind as string as ItemKindName;

class OfConversation extends PersonalItemRule<ItemKindName> {
  override conversationOf(conversationId: string): string {
    return conversationId;
  }
}

@ItemRule(nameOf('label'))
class LabelRule extends OfConversation {}

@ItemRule(nameOf('waves'))
class WavesRule extends OfConversation {}

/** A send that says `fromDraft` takes the conversation's red label away. */
@Injectable()
class SentLabels extends SendCompanion implements OnModuleInit {
  constructor(
    private readonly sends: SendCompanionsService,
    private readonly items: ItemChangesService,
  ) {
    super();
  }

  onModuleInit(): void {
    this.sends.register(this);
  }

  concerns({ fromDraft }: Send): boolean {
    return fromDraft === true;
  }

  async lock(sends: readonly Send[]): Promise<ReadonlySet<Send>> {
    const locked = await this.items.lock(sends.map(({ senderId }) => senderId));
    return new Set(sends.filter(({ senderId }) => !locked.has(senderId)));
  }

  accompany(sends: readonly Send[]): Promise<void> {
    return this.items.removeMatching(
      sends.map(({ senderId, conversationId }) => ({
        userId: senderId,
        kind: nameOf('label'),
        id: conversationId,
        containing: { colour: 'red' },
      })),
    );
  }
}

/** The feature of these kinds, for `createTestApp`. */
@Module({
  imports: [MessagesModule, PersonalItemsModule],
  providers: [LabelRule, WavesRule, SentLabels],
})
export class MadeUpItemsModule {}

export const label = (changes: Partial<Label> = {}): Label => ({ colour: null, until: null, ...changes });

/** An item of one of these kinds as the contract shows it. */
export const madeUp = (
  kind: MadeUpKind,
  itemId: string,
  revision: number,
  value: PersonalItem['value'],
): PersonalItem => ({ kind, id: itemId, revision, value });
