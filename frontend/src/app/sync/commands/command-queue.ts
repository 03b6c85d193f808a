import { ApiError } from '../../core/api-error';
import type { Command } from './command';
import type { CommandKind } from './command-kind';
import {
  afterFailure,
  afterReconnection,
  heads,
  isReady,
  placed,
  type Placed,
  reconciled,
  sameTarget,
} from './command-rules';
import { inOrder } from '../queue-rules';

/** What the queue needs of the world around it. */
export interface CommandPorts {
  kind(name: string): CommandKind | undefined;
  /** Keeps a command in the place of others and gives its place over all tabs; null where they cancelled each other. */
  keep(placed: Placed): Promise<number | null>;
  /** Notes that a try begins; false where another tab replaced or ended it. */
  begin(id: string): Promise<boolean>;
  /** One try. */
  send(kind: CommandKind, data: object): Promise<unknown>;
  /** Keeps what became of it. */
  update(command: Command): void;
  /** The server has it; `later` ones of its target carry other data by that. */
  end(command: Command, answer: unknown, later: readonly Command[]): void;
  /** It is given up: by the person, or refused with nothing to decide. */
  drop(command: Command): void;
  /** It was refused, and nothing later has taken its place. */
  refused(command: Command): void;
  changed(commands: readonly Command[]): void;
  now(): number;
  /** Calls back after so many milliseconds; gives what cancels it. */
  after(ms: number, call: () => void): () => void;
}

/** Sends commands: in order and one at a time in each lane, until the server confirms or refuses them. */
export class CommandQueue {
  private commands: readonly Command[] = [];
  private running = false;
  private cancelTimer: () => void = () => undefined;

  constructor(private readonly ports: CommandPorts) {}

  /** On the screen at once, tried once it is kept in this browser. */
  add(added: Command, kind: CommandKind): void {
    const place = placed(added, this.commands, kind);
    const { command, replaced } = place;
    this.set([...this.commands.filter((other) => !replaced.includes(other)), command]);
    void this.ports.keep(place).then((order) => {
      if (order === null) this.set(this.commands.filter(({ id }) => id !== command.id));
      else this.change(command.id, (kept) => ({ ...kept, order }));
      this.drain();
    });
  }

  /** What is kept in this browser, whichever tab wrote it; of those that `own` names, this tab knows better. */
  reconcile(kept: readonly Command[], own: (id: string) => boolean): void {
    const held = new Map(this.commands.map((command) => [command.id, command]));
    const others = kept.filter(({ id }) => !own(id));
    const ids = new Set(others.map(({ id }) => id));
    const stays = ({ id, state }: Command) => !ids.has(id) && (own(id) || state === 'sending');
    this.set(
      inOrder([
        ...others.map((command) => reconciled(held.get(command.id), command)),
        ...this.commands.filter(stays),
      ]),
    );
    this.drain();
  }

  find(id: string): Command | undefined {
    return this.commands.find((command) => command.id === id);
  }

  /** It need not rest any longer. */
  release(id: string): void {
    const command = this.find(id);
    if (command?.state !== 'waiting' || command.error) return;
    this.settle({ ...command, notBefore: 0 });
  }

  /** Takes one out; what is on its way may arrive all the same. */
  drop(id: string): void {
    const command = this.find(id);
    if (!command) return;
    this.ports.drop(command);
    this.set(this.commands.filter((other) => other !== command));
    this.drain();
  }

  /** A connection is there, and no other tab sends. */
  resume(): void {
    this.running = true;
    this.set(this.commands.map(afterReconnection));
    this.drain();
  }

  /** Nothing is tried until `resume`. */
  pause(): void {
    this.running = false;
    this.cancelTimer();
  }

  /** The page goes: what only rests is tried now, and no note is waited for. */
  hurry(): void {
    if (!this.running) return;
    for (const command of heads(this.commands))
      if (isReady(command) && !command.error) void this.try(command);
  }

  /** Does nothing from here on, whatever comes of what is on its way; what is kept stays. */
  close(): void {
    this.pause();
    this.commands = [];
  }

  private drain(): void {
    this.cancelTimer();
    if (!this.running) return;
    const now = this.ports.now();
    for (const command of heads(this.commands).filter(isReady)) {
      if (command.notBefore <= now) void this.tryNoted(command);
    }
    const due = heads(this.commands).filter(isReady);
    if (due.length === 0) return;
    const next = Math.min(...due.map(({ notBefore }) => notBefore));
    this.cancelTimer = this.ports.after(Math.max(0, next - now), () => this.drain());
  }

  private async tryNoted(command: Command): Promise<void> {
    const { id } = command;
    if (this.ports.kind(command.kind)?.noteTries && !command.begun) {
      this.change(id, (one) => ({ ...one, state: 'sending', begun: true }));
      const there = await this.ports.begin(id);
      if (!this.find(id)) return;
      if (!there) {
        this.set(this.commands.filter((one) => one.id !== id));
        this.drain();
        return;
      }
      // Paused meanwhile: another tab may send what comes after it.
      if (!this.running) {
        this.change(id, (one) => ({ ...one, state: 'waiting' }));
        return;
      }
    }
    await this.try(command);
  }

  private async try({ id, kind: name, data }: Command): Promise<void> {
    const kind = this.ports.kind(name);
    if (!kind) return;
    this.change(id, (command) => ({ ...command, state: 'sending', begun: true, error: undefined }));
    try {
      this.end(id, kind, await this.ports.send(kind, data as object));
    } catch (thrown) {
      const command = this.find(id);
      if (command?.state === 'sending') {
        this.settle(afterFailure(command, ApiError.from(thrown), this.ports.now()));
      }
    }
  }

  private end(id: string, kind: CommandKind, answer: unknown): void {
    const command = this.find(id);
    if (!command) return;
    kind.done?.(command.data as object, answer);
    const later = this.commands
      .filter((one) => one !== command && sameTarget(one, command))
      .map((one) => ({ ...one, data: kind.rebase?.(one.data as object, answer) ?? one.data }));
    this.ports.end(command, answer, later);
    this.set(
      this.commands
        .filter((one) => one !== command)
        .map((one) => later.find(({ id: other }) => other === one.id) ?? one),
    );
    this.drain();
  }

  private settle(command: Command): void {
    const { state, error } = command;
    if (state === 'refused' && error) {
      // A later one of the same target carries what the person wants by now.
      const outdone = this.commands.some((one) => one.id !== command.id && sameTarget(one, command));
      if (!outdone) this.ports.refused(command);
      if (outdone || !this.ports.kind(command.kind)?.keepsRefused?.(error, command.data as object)) {
        this.drop(command.id);
        return;
      }
    }
    this.change(command.id, () => command);
    this.ports.update(command);
    this.drain();
  }

  private change(id: string, to: (command: Command) => Command): void {
    this.set(inOrder(this.commands.map((command) => (command.id === id ? to(command) : command))));
  }

  private set(commands: readonly Command[]): void {
    this.commands = commands;
    this.ports.changed(commands);
  }
}
