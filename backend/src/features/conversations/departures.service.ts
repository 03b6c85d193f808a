import { Injectable } from '@nestjs/common';

type Work = (conversationId: string, userId: string) => Promise<void>;

/** What features do when somebody leaves a conversation or is removed: with it, under the conversation's lock. */
@Injectable()
export class DeparturesService {
  private readonly work: Work[] = [];

  /** `work` runs in the departure's transaction, once the person no longer participates. It may lock persons, but no conversation. */
  onDeparture(work: Work): void {
    this.work.push(work);
  }

  /** Called by the departure itself. */
  async run(conversationId: string, userId: string): Promise<void> {
    for (const work of this.work) await work(conversationId, userId);
  }
}
