import { Injectable } from '@nestjs/common';
import type { Send } from './message-batch.js';
import type { SendCompanion } from './send-companion.port.js';

/** What features do in the transaction of sends. */
@Injectable()
export class SendCompanionsService {
  private readonly companions: SendCompanion[] = [];

  register(companion: SendCompanion): void {
    this.companions.push(companion);
  }

  /** Those of the sends that must wait. */
  async lock(sends: readonly Send[]): Promise<ReadonlySet<Send>> {
    const waiting = new Set<Send>();
    await this.each(sends, async (companion, concerned) => {
      for (const send of await companion.lock(concerned)) waiting.add(send);
    });
    return waiting;
  }

  accompany(sends: readonly Send[]): Promise<void> {
    return this.each(sends, (companion, concerned) => companion.accompany(concerned));
  }

  private async each(
    sends: readonly Send[],
    work: (companion: SendCompanion, concerned: readonly Send[]) => Promise<void>,
  ): Promise<void> {
    for (const companion of this.companions) {
      const concerned = sends.filter((send) => companion.concerns(send));
      if (concerned.length > 0) await work(companion, concerned);
    }
  }
}
