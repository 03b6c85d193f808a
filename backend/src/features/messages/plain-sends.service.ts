import { Injectable } from '@nestjs/common';
import { mentionedUserIds } from '@litspark/shared-contracts';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { newId } from '../../platform/identifiers/new-id.js';
import { sendKey, type Send, type Sent } from './message-batch.js';
import { toMessage } from './message-shape.js';
import { MessageSent } from './messages.events.js';
import { PlainSendsRepository, type PlainSend, type StoredMessage } from './plain-sends.repository.js';
import { SendCompanionsService } from './send-companions.service.js';
import { SendMetrics } from './send-metrics.js';

/**
 * Stores sends against which nothing speaks, in one round trip. It refuses nothing: where there is anything to decide, it leaves
 * all sends of that conversation to `BatchStoreService`.
 */
@Injectable()
export class PlainSendsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: PlainSendsRepository,
    private readonly companions: SendCompanionsService,
    private readonly metrics: SendMetrics,
  ) {}

  /**
   * Stores what it can of that which `take` gives at the turn of these conversations. Gives an outcome for each send, in their
   * order: null for what was left alone.
   */
  async store(conversationIds: readonly string[], take: () => readonly Send[]): Promise<(Sent | null)[]> {
    let sends: readonly Send[] = [];
    let plain: ReadonlyMap<Send, PlainSend> = new Map();
    const announce = (stored: readonly (StoredMessage | null)[]) => {
      const announced = this.announce(stored);
      const outcomes = new Map([...plain.keys()].map((send, index) => [send, announced[index] ?? null]));
      return sends.map((send) => outcomes.get(send) ?? null);
    };
    const outcomes = await this.unitOfWork.changeInOneStatement(conversationIds, () => {
      sends = take();
      plain = this.plainOf(sends);
      if (plain.size === 0) return null;
      const { conditions } = this.companions;
      return {
        send: async (record) =>
          announce(await this.repository.store([...plain.values()], conditions, record)),
        recall: async () => announce(await this.repository.find([...plain.values()])),
      };
    });
    return outcomes ?? sends.map(() => null);
  }

  /** The sends of those conversations of which, as far as can be told here, nothing speaks against any. */
  private plainOf(sends: readonly Send[]): ReadonlyMap<Send, PlainSend> {
    const seen = new Set<string>();
    const left = new Set<string>();
    for (const send of sends) {
      const isRepeat = seen.has(sendKey(send));
      if (isRepeat || Object.keys(send.parts).length > 0 || this.companions.concern(send))
        left.add(send.conversationId);
      seen.add(sendKey(send));
    }
    return new Map(
      sends
        .filter(({ conversationId }) => !left.has(conversationId))
        .map((send) => [send, { ...send, id: newId(), mentionedUserIds: mentionedUserIds(send.body) }]),
    );
  }

  private announce(stored: readonly (StoredMessage | null)[]): (Sent | null)[] {
    const count = stored.filter((one) => one !== null).length;
    if (count > 0) this.metrics.batch(count);
    return stored.map((one) => {
      if (!one) return null;
      const message = toMessage(one.message);
      this.unitOfWork.publish(new MessageSent(message, one.mentionedUserIds, one.participantsRevision));
      return { message, repeated: false };
    });
  }
}
