import type { ErrorCode } from '@litspark/shared-contracts';
import type { Command, CommandKind } from './command.js';

/** A command over all its tries. */
export interface CommandRecord extends Command {
  userId: string;
  firstInvokedAt: number;
  endedAt: number | null;
  /** Null while it is under way. */
  outcome: 'acknowledged' | 'refused' | null;
  refusal: ErrorCode | null;
  /** A try that may have been carried out although it was not acknowledged. */
  uncertain: boolean;
}

/** All commands of the conversations in use. */
export class Commands {
  private readonly byConversation = new Map<string, Map<string, CommandRecord>>();

  open(command: Command, userId: string, at: number): CommandRecord {
    const commands = this.byConversation.get(command.conversationId) ?? new Map<string, CommandRecord>();
    this.byConversation.set(command.conversationId, commands);
    const record = commands.get(command.id) ?? {
      ...command,
      userId,
      firstInvokedAt: at,
      endedAt: null,
      outcome: null,
      refusal: null,
      uncertain: false,
    };
    commands.set(command.id, record);
    return record;
  }

  /** A try was answered for good, `refusal` null: done. What was done once stays done: a repeat after it may be refused. */
  answered(record: CommandRecord, at: number, refusal: ErrorCode | null): void {
    if (record.outcome === 'acknowledged') return;
    Object.assign(record, { outcome: refusal === null ? 'acknowledged' : 'refused', refusal, endedAt: at });
  }

  of(conversationId: string, ...kinds: readonly CommandKind[]): CommandRecord[] {
    return [...(this.byConversation.get(conversationId)?.values() ?? [])].filter(({ kind }) =>
      kinds.includes(kind),
    );
  }

  forget(conversationId: string): void {
    this.byConversation.delete(conversationId);
  }
}
