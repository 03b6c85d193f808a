import { inject, Injectable } from '@angular/core';
import { SessionScope } from '../../core/session-scope';
import { WriteAhead } from '../../core/write-ahead';
import type { OutboxDatabase } from '../outbox-database';
import { PersonStorage } from '../person-storage';
import { errorOf, storedError } from '../../core/stored-error';
import type { Command, CommandRow } from './command';
import type { Placed } from './command-rules';

type NewRow = Omit<CommandRow, 'order'>;

/** Where the commands of the session's person outlive the page: ahead in the local storage, then in the database. Never rejects. */
@Injectable({ providedIn: SessionScope })
export class CommandStorage {
  private readonly person = inject(PersonStorage);
  private readonly ahead = inject(WriteAhead);
  /** Those that the database would not keep: they live in this page, and ahead. */
  private readonly volatile = new Set<string>();
  private lastOrder = 0;

  /** All that is kept, in the order of sending. */
  async entries(): Promise<Command[]> {
    const kept = await this.person.attempt(async (database) => {
      const rows = await database.commands.orderBy('order').toArray();
      this.lastOrder = Math.max(this.lastOrder, rows.at(-1)?.order ?? 0);
      return rows.map(commandOf);
    });
    return kept ?? this.entriesAhead();
  }

  /** Keeps a command in the place of others and gives its own place; null where they cancelled each other. */
  async keep({ command, replaced, cancels }: Placed, noteTries: boolean): Promise<number | null> {
    const row = rowOf(command);
    this.ahead.put('command', command.id, row);
    for (const { id } of replaced) this.ahead.remove('command', id);
    const unkept = replaced.filter(({ id }) => this.volatile.delete(id));
    const kept = await this.write([command.id, ...replaced.map(({ id }) => id)], (database) =>
      database.transaction('rw', database.commands, async () => {
        let taken = unkept.length;
        for (const { id } of replaced) {
          const other = await database.commands.get({ id });
          // One that another tab began meanwhile stays ahead of this one.
          if (!other || (noteTries && other.begun && other.state !== 'refused')) continue;
          await database.commands.delete(other.order);
          if (other.state !== 'refused') taken += 1;
        }
        // Another tab may have taken it up meanwhile.
        const there = await database.commands.get({ id: command.id });
        if (cancels && taken > 0) {
          if (there) await database.commands.delete(there.order);
          return 'cancelled' as const;
        }
        return there?.order ?? (await database.commands.add(row));
      }),
    );
    if (kept === null) this.volatile.add(command.id);
    else this.ahead.remove('command', command.id);
    if (kept === 'cancelled') return null;
    this.lastOrder = Math.max(this.lastOrder, kept ?? this.lastOrder + 1);
    return kept ?? this.lastOrder;
  }

  /** Whether the next page would find it; known of what `keep` was called with, from that call on. */
  isKept(id: string): boolean {
    return this.ahead.get('command', id) !== null || !(this.volatile.has(id) || this.person.isWriting(id));
  }

  /** Notes that a try begins; false where it isn't there any more. */
  async begin(id: string): Promise<boolean> {
    if (this.volatile.has(id)) return true;
    const count = await this.write([id], (database) =>
      database.commands.where({ id }).modify((row) => void Object.assign(row, { begun: true })),
    );
    return count !== 0;
  }

  /** What became of one that is kept; one that was given up meanwhile stays away. */
  async update(command: Command): Promise<void> {
    const row = rowOf(command);
    const { state, attempts, notBefore, begun, error } = row;
    if (this.volatile.has(command.id)) this.ahead.put('command', command.id, row);
    await this.write([command.id], (database) =>
      database.commands
        .where({ id: command.id })
        .modify((row) => void Object.assign(row, { state, attempts, notBefore, begun, error })),
    );
  }

  /** Takes one away; `later` ones carry other data from here on. */
  async remove(id: string, later: readonly Command[] = []): Promise<void> {
    this.volatile.delete(id);
    this.ahead.remove('command', id);
    await this.write([id, ...later.map((other) => other.id)], (database) =>
      database.transaction('rw', database.commands, async () => {
        await database.commands.where({ id }).delete();
        for (const { id: other, data, version } of later) {
          await database.commands
            .where({ id: other })
            .modify((row) => void Object.assign(row, { data, version }));
        }
      }),
    );
  }

  /** Whether this page knows better than what was read what became of a command; `held`: it has it in memory. */
  knowsBetter(id: string, held: boolean): boolean {
    return this.person.isWriting(id) || (held && this.volatile.has(id));
  }

  /** Takes up what an earlier page, another tab or this one wrote ahead and hasn't in the database yet. */
  async restore(): Promise<void> {
    await this.person.attempt((database) => this.restoreWrittenAhead(database));
  }

  private async restoreWrittenAhead(database: OutboxDatabase): Promise<void> {
    const found = this.rowsAhead().filter(({ id }) => !this.person.isWriting(id));
    for (const row of found) {
      await database.transaction('rw', database.commands, async () => {
        // Another tab may have ended it since it was found.
        if (!this.ahead.get('command', row.id)) return;
        if (!(await database.commands.get({ id: row.id }))) await database.commands.add(row);
      });
      this.ahead.remove('command', row.id);
      this.volatile.delete(row.id);
    }
  }

  /** Without a database, what was written ahead is all there is. */
  private entriesAhead(): Command[] {
    return this.rowsAhead().map((row) => {
      this.volatile.add(row.id);
      return commandOf({ ...row, order: (this.lastOrder += 1) });
    });
  }

  /** In the order of making. */
  private rowsAhead(): NewRow[] {
    return [...this.ahead.allOf<NewRow>('command').values()].sort((a, b) => a.id.localeCompare(b.id));
  }

  /** What is read meanwhile of these is out of date. */
  private write<T>(
    ids: readonly string[],
    task: (database: OutboxDatabase) => PromiseLike<T>,
  ): Promise<T | null> {
    const [id, ...others] = ids;
    if (id === undefined) return this.person.attempt(task);
    return this.person.write(id, () => this.write(others, task));
  }
}

function commandOf({ error, version = 1, ...row }: CommandRow): Command {
  return { ...row, version, error: error && errorOf(error) };
}

function rowOf({ order: _order, state, error, ...command }: Command): NewRow {
  return {
    ...command,
    state: state === 'refused' ? 'refused' : 'waiting',
    error: error && storedError(error),
  };
}
