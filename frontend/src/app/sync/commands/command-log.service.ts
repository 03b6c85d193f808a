import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { filter, fromEvent, map, type Observable, Subject } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import type { ApiError } from '../../core/api-error';
import { ownUserId, SessionScope } from '../../core/session-scope';
import { SessionTimers } from '../../core/session-timers';
import { TabChannel, type TabTopics } from '../../core/tab-channel';
import { WriteAhead } from '../../core/write-ahead';
import { PersonStorage } from '../person-storage';
import { TabLeader } from '../tabs/tab-leader';
import { errorOf, storedError } from '../../core/stored-error';
import type { Command } from './command';
import { type CommandKind, commandKinds } from './command-kind';
import { CommandQueue } from './command-queue';
import type { Placed } from './command-rules';
import { readBy } from './command-reading';
import { CommandStorage } from './command-storage';

/** A command that the server refused for good. */
export interface Refusal {
  kind: CommandKind;
  data: unknown;
  error: ApiError;
}

/**
 * What this person changed ahead of the server. A command is on the screen at once, kept in this browser before the
 * network is tried, sent in the order of its lane from one tab, and shown again by the next page until it ended.
 */
@Injectable({ providedIn: SessionScope })
export class CommandLog {
  private readonly userId = inject(ownUserId);
  private readonly destroyRef = inject(DestroyRef);
  private readonly timers = inject(SessionTimers);
  private readonly storage = inject(CommandStorage);
  private readonly leader = inject(TabLeader);
  private readonly tabs = inject(TabChannel);
  private readonly kinds = new Map(
    (inject(commandKinds, { optional: true }) ?? []).map((kind) => [kind.name, kind]),
  );
  private readonly commands = signal<readonly Command[]>([]);
  private readonly refusals = new Subject<Refusal>();
  /** What is to be called once a command is kept in this browser. */
  private readonly awaited = new Map<string, () => void>();
  /** What each kind shows, by ids. */
  private readonly shown = new Map<string, string>();
  private leads = false;
  private synced = false;
  private readonly queue = new CommandQueue({
    kind: (name) => this.kinds.get(name),
    keep: (placed) => this.keep(placed),
    begin: (id) => this.storage.begin(id),
    send: (kind, data) => this.leader.during(kind.send(data)),
    update: (command) => void this.written(this.storage.update(command)),
    end: ({ id, kind, data }, answer, later) => {
      this.noteKept(id, true);
      void this.written(this.storage.remove(id, later), { done: { kind, data, answer } });
    },
    drop: ({ id }) => {
      this.awaited.delete(id);
      void this.written(this.storage.remove(id));
    },
    refused: (command) => this.publishRefusal(command),
    changed: (commands) => this.show(commands),
    now: () => Date.now(),
    after: (ms, call) => this.timers.after(ms, call),
  });

  /** Everything that isn't confirmed, refused ones too, in the order of sending. */
  readonly all = this.commands.asReadonly();
  /** How many changes that the interface counts wait to be sent. */
  readonly waitingCount = computed(() => this.counted().filter(({ state }) => state !== 'refused').length);
  /** How many changes that the interface counts would be lost by a sign-out: refused ones are among them. */
  readonly unsavedCount = computed(() => this.counted().length);
  /** Each command that was refused for good, in every tab. */
  readonly refused$: Observable<Refusal> = this.refusals.asObservable();

  constructor() {
    this.tabs
      .on('commands')
      .pipe(takeUntilDestroyed())
      .subscribe((message) => this.onTabMessage(message));
    this.leader.leads$.subscribe((leads) => {
      this.leads = leads;
      void this.follow();
    });
    inject(PersonStorage).answered$.subscribe(() => void this.load());
    inject(WriteAhead)
      .leftByOthers('command')
      .subscribe(() => void this.load());
    fromEvent(window, 'pagehide')
      .pipe(takeUntilDestroyed())
      .subscribe(() => this.queue.hurry());
    this.destroyRef.onDestroy(() => this.queue.close());
  }

  /**
   * Takes a kind of commands that is loaded later, and what this person left of it in this browser.
   * @throws Error where another kind has its name
   */
  register(kind: CommandKind): void {
    const known = this.kinds.get(kind.name);
    if (known === kind) return;
    if (known) throw new Error(`Two kinds of commands are named “${kind.name}”.`);
    this.kinds.set(kind.name, kind);
    void this.refresh();
  }

  /**
   * Makes a change: shown at once, sent when its turn comes. Gives its id. `kept` is called once the next page would find the
   * change, in this very task where the browser takes it at once; where it takes nothing, once the server has it.
   */
  add<T extends object>(kind: CommandKind<T>, data: T, kept?: () => void): string {
    this.register(kind);
    const id = uuidv7();
    if (kept) this.awaited.set(id, kept);
    this.queue.add(
      {
        id,
        kind: kind.name,
        lane: kind.lane(data),
        target: kind.target(data),
        version: kind.version ?? 1,
        data,
        order: null,
        state: 'waiting',
        attempts: 0,
        notBefore: kind.restMs ? Date.now() + kind.restMs : 0,
        begun: false,
      },
      kind,
    );
    this.noteKept(id);
    return id;
  }

  /** What is in the log of one kind. Reads a signal. */
  of<T extends object>(kind: CommandKind<T>): readonly Command<T>[] {
    return this.commands().filter((command) => command.kind === kind.name) as readonly Command<T>[];
  }

  /** Each command of one kind that was refused for good, in every tab. */
  refusedOf<T extends object>(kind: CommandKind<T>): Observable<{ data: T; error: ApiError }> {
    return this.refused$.pipe(
      filter((refusal) => refusal.kind.name === kind.name),
      map(({ data, error }) => ({ data: data as T, error })),
    );
  }

  /** Gives a command up. */
  drop(id: string): void {
    this.queue.drop(id);
  }

  /** A command that rests goes out now. */
  release(id: string): void {
    this.queue.release(id);
  }

  /** Takes up what this person left in this browser. */
  async load(): Promise<void> {
    await this.storage.restore();
    await this.refresh();
  }

  /** Connected and caught up: sends as soon as no other tab does. */
  resume(): void {
    this.synced = true;
    void this.follow();
  }

  pause(): void {
    this.synced = false;
    void this.follow();
  }

  private counted(): readonly Command[] {
    return this.commands().filter(({ kind }) => this.kinds.get(kind)?.counted);
  }

  private async follow(): Promise<void> {
    this.queue.pause();
    if (!this.leads || !this.synced) return;
    // What the tab before left: its last confirmations too.
    await this.load();
    if (this.leads && this.synced) this.queue.resume();
  }

  private async keep(placed: Placed): Promise<number | null> {
    const noteTries = this.kinds.get(placed.command.kind)?.noteTries === true;
    const order = await this.written(this.storage.keep(placed, noteTries));
    this.noteKept(placed.command.id);
    // What was to be replaced may have stayed: another tab had begun it.
    if (placed.replaced.length > 0) void this.refresh();
    return order;
  }

  private noteKept(id: string, isKept = this.storage.isKept(id)): void {
    if (!isKept) return;
    const call = this.awaited.get(id);
    this.awaited.delete(id);
    call?.();
  }

  private async refresh(): Promise<void> {
    const entries = await this.storage.entries();
    if (this.destroyRef.destroyed) return;
    const known = entries.filter(({ kind }) => this.kinds.has(kind));
    const read = known.map((command) => {
      const kind = this.kinds.get(command.kind);
      return kind ? readBy(kind, command) : 'later';
    });
    for (const [at, one] of read.entries()) {
      const id = known[at]?.id;
      if (one === 'spoilt' && id !== undefined) void this.storage.remove(id);
    }
    const usable = read.filter((one) => typeof one === 'object');
    this.queue.reconcile(usable, (id) => this.storage.knowsBetter(id, this.queue.find(id) !== undefined));
  }

  /** Notifies the other tabs once it is in the database, where they find it. */
  private async written<T>(
    writing: Promise<T>,
    more: Omit<TabTopics['commands'], 'userId'> = {},
  ): Promise<T> {
    const result = await writing;
    this.tabs.post('commands', { userId: this.userId, ...more });
    return result;
  }

  private onTabMessage({ userId, done, refused }: TabTopics['commands']): void {
    if (userId !== this.userId) return;
    // Before the command is seen to be gone, so that nothing of it flickers.
    if (done) this.kinds.get(done.kind)?.done?.(done.data as object, done.answer);
    const kind = refused && this.kinds.get(refused.kind);
    if (kind) this.refusals.next({ kind, data: refused.data, error: errorOf(refused.error) });
    else void this.refresh();
  }

  private publishRefusal({ kind: name, data, error }: Command): void {
    const kind = this.kinds.get(name);
    if (!kind || !error) return;
    this.refusals.next({ kind, data, error });
    this.tabs.post('commands', {
      userId: this.userId,
      refused: { kind: name, data, error: storedError(error) },
    });
  }

  private show(commands: readonly Command[]): void {
    this.commands.set(commands);
    for (const kind of this.kinds.values()) {
      const own = commands.filter(({ kind: name }) => name === kind.name);
      const now = own.map(({ id, state }) => (state === 'refused' ? `${id}!` : id)).join();
      if ((this.shown.get(kind.name) ?? '') === now) continue;
      this.shown.set(kind.name, now);
      kind.show(own as readonly Command<object>[]);
    }
  }
}
