import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Message, SomeParts } from '@litspark/shared-contracts';
import { handledPartOf } from '../../platform/contract/message-part-handler.js';
import { ValidationFailedError } from '../../platform/errors/domain-error.js';
import type { MessageEntity } from './message.entity.js';
import type { AdmittedPart, PartSend, SentPart } from './message-part.port.js';

/** A handler as the core calls it: which part it is for is known by its name alone. */
export interface AnyPartHandler {
  admit?(send: PartSend<unknown>): Promise<AdmittedPart<unknown, unknown>> | AdmittedPart<unknown, unknown>;
  store?(sent: readonly SentPart<unknown, unknown>[]): Promise<void>;
  edited?(message: { id: string; conversationId: string }): Promise<void>;
  removed?(message: { id: string; conversationId: string }): Promise<void>;
}

/** What the features say to the parts of one send, by the parts' names. */
export type AdmittedParts = ReadonlyMap<string, AdmittedPart<unknown, unknown>>;

/** Calls the features whose parts messages have. */
@Injectable()
export class MessagePartHandlers implements OnModuleInit {
  private readonly handlers = new Map<string, AnyPartHandler>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const { metatype, instance } of this.discovery.getProviders()) {
      const name = metatype && handledPartOf(metatype);
      if (name) this.register(name, instance as AnyPartHandler);
    }
  }

  register(name: string, handler: AnyPartHandler): void {
    this.handlers.set(name, handler);
  }

  /** Asks for each part that a send brings. Throws what the first one that refuses throws. */
  async admit(
    send: Omit<PartSend<unknown>, 'input'>,
    inputs: Readonly<Record<string, unknown>>,
  ): Promise<AdmittedParts> {
    const admitted = new Map<string, AdmittedPart<unknown, unknown>>();
    for (const [name, input] of Object.entries(inputs)) {
      if (input === undefined) continue;
      const handler = this.handlers.get(name);
      if (!handler?.admit)
        throw ValidationFailedError.at(`parts.${name}`, 'is no part that a message may be sent with');
      admitted.set(name, await handler.admit({ ...send, input }));
    }
    return admitted;
  }

  /** Lets each feature write what it keeps beside messages that were just inserted; once for all of them. */
  async store(sent: readonly { message: Message; parts: AdmittedParts }[]): Promise<void> {
    const names = new Set(sent.flatMap(({ parts }) => [...parts.keys()]));
    for (const name of names) {
      const ofPart = sent.flatMap(({ message, parts }) => {
        const admitted = parts.get(name);
        return admitted ? [{ message, ...admitted }] : [];
      });
      await this.handlers.get(name)?.store?.(ofPart);
    }
  }

  /** Says to the features whose parts a message has that its body is about to be replaced; throws what one of them throws. */
  async edited({ id, conversationId, parts }: MessageEntity): Promise<void> {
    for (const name of Object.keys(parts)) await this.handlers.get(name)?.edited?.({ id, conversationId });
  }

  /** Says to the features whose parts a message has that it is being deleted. */
  async removed({ id, conversationId, parts }: MessageEntity): Promise<void> {
    for (const name of Object.keys(parts)) await this.handlers.get(name)?.removed?.({ id, conversationId });
  }
}

/** The states that a message begins with. */
export const statesOf = (parts: AdmittedParts): SomeParts =>
  Object.fromEntries([...parts].map(([name, { state }]) => [name, state]));
