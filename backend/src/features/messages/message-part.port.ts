import type {
  ConversationKind,
  declaredParts,
  Message,
  MessagePartName,
  MessageParts,
  ParticipantRole,
} from '@litspark/shared-contracts';
import type * as z from 'zod';

/** What a send brings for a part, as its schema reads it; never for a part that no send may name. */
type PartInput<Name extends MessagePartName> = (typeof declaredParts)[Name] extends { input: infer Input }
  ? z.output<Input>
  : never;

/** A send that brings the part, by somebody who participates, to a conversation that is locked. */
export interface PartSend<Input> {
  conversation: { id: string; kind: ConversationKind; participantsRevision: number };
  sender: { userId: string; role: ParticipantRole };
  input: Input;
  now: Date;
}

/** What becomes of it: the part's first state, and what `store` needs besides. */
export interface AdmittedPart<State, Kept> {
  state: State;
  kept?: Kept;
}

/** A message that was just inserted, with what was admitted for it. */
export interface SentPart<State, Kept> extends AdmittedPart<State, Kept> {
  message: Message;
}

/** What the core asks of a feature whose part messages have. Its class is a provider with `@HandlesPart(name)`. */
export abstract class MessagePartHandler<Name extends MessagePartName, Kept = never> {
  /**
   * Decides in the send's transaction, with the conversation locked, and writes nothing. A DomainError refuses this send
   * alone. Needed for a part that a send may bring; never asked for a repeat.
   */
  admit?(
    send: PartSend<PartInput<Name>>,
  ): Promise<AdmittedPart<MessageParts[Name], Kept>> | AdmittedPart<MessageParts[Name], Kept>;

  /** Writes the feature's own rows for all sends of a batch, in the same transaction. */
  store?(sent: readonly SentPart<MessageParts[Name], Kept>[]): Promise<void>;

  /**
   * The body of the message, which has the part, is about to be replaced: in the same transaction, with the conversation
   * locked. A DomainError refuses the edit.
   */
  edited?(message: { id: string; conversationId: string }): Promise<void>;

  /** The message, which had the part, is being deleted: in the same transaction. The core takes the part off it. */
  removed?(message: { id: string; conversationId: string }): Promise<void>;
}
