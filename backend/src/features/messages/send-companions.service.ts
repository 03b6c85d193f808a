import { Injectable } from '@nestjs/common';
import type { DomainError } from '../../platform/errors/domain-error.js';
import type { Send } from './message-batch.js';
import type { SendCompanion } from './send-companion.port.js';

/** What features do in the transaction of sends. */
@Injectable()
export class SendCompanionsService {
  private readonly companions: SendCompanion[] = [];

  register(companion: SendCompanion): void {
    this.companions.push(companion);
  }

  /** What is to be asked of each send; the answers go to `of`, in the same order. */
  get conditions(): string[] {
    return this.companions.map(({ condition }) => condition ?? 'false');
  }

  /** Whether one has to do with a send, whatever the answers. */
  concern(send: Send): boolean {
    return this.companions.some((companion) => companion.concerns(send, false));
  }

  /** Those who have to do with one of these sends. */
  of(sends: readonly Send[], answers: readonly (readonly boolean[])[]): Accompaniment {
    const concerned = this.companions.map((companion, place) => ({
      companion,
      sends: sends.filter((send, index) => companion.concerns(send, answers[index]?.[place] === true)),
    }));
    return new Accompaniment(concerned.filter(({ sends: { length } }) => length > 0));
  }
}

/** The companions of one batch, each with its sends. */
export class Accompaniment {
  constructor(private readonly concerned: { companion: SendCompanion; sends: readonly Send[] }[]) {}

  /** Those of the sends that must wait. */
  async lock(): Promise<ReadonlySet<Send>> {
    const waiting = new Set<Send>();
    for (const { companion, sends } of this.concerned)
      for (const send of await companion.lock(sends)) waiting.add(send);
    return waiting;
  }

  /** Those of these sends that a feature refuses, with the reason. */
  async refuse(among: ReadonlySet<Send>): Promise<ReadonlyMap<Send, DomainError>> {
    const refused = new Map<Send, DomainError>();
    await this.each(among, async (companion, sends) => {
      for (const [send, error] of (await companion.refuse?.(sends)) ?? []) refused.set(send, error);
    });
    return refused;
  }

  accompany(stored: ReadonlySet<Send>): Promise<void> {
    return this.each(stored, (companion, sends) => companion.accompany(sends));
  }

  private async each(
    among: ReadonlySet<Send>,
    work: (companion: SendCompanion, sends: readonly Send[]) => Promise<void>,
  ): Promise<void> {
    for (const { companion, sends } of this.concerned) {
      const chosen = sends.filter((send) => among.has(send));
      if (chosen.length > 0) await work(companion, chosen);
    }
  }
}
