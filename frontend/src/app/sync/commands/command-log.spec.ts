import '../../../testing/indexed-db';
import type { EnvironmentInjector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { filter, map, Subject } from 'rxjs';
import * as z from 'zod';
import { aSession } from '../../../testing/session';
import { ann, ben } from '../../../testing/shapes';
import { until } from '../../../testing/until';
import { ApiError } from '../../core/api-error';
import { TabChannel } from '../../core/tab-channel';
import { LastWrites } from '../last-writes';
import { TabLeader } from '../tabs/tab-leader';
import { eraseOutbox } from '../outbox-name';
import { PersonStorage } from '../person-storage';
import type { Command } from './command';
import { type CommandKind, commandKinds } from './command-kind';
import { CommandLog } from './command-log.service';

interface Name {
  name: string;
}

/** The kind that a feature would bring: a name for something. */
class Naming implements CommandKind<Name, string> {
  readonly name = 'naming';
  readonly data = z.object({ name: z.string() });
  readonly counted = true;
  readonly noteTries = true;
  shown: string[] = [];
  done = (_data: Name, answer: string) => void this.answers.push(answer);
  readonly answers: string[] = [];
  readonly asked: { name: string; answer: () => void; fail: (error: ApiError) => void }[] = [];

  lane(): string {
    return 'names';
  }
  target(): string {
    return 'the name';
  }
  merge(_earlier: Name, later: Name): Name {
    return later;
  }
  show(commands: readonly Command<Name>[]): void {
    this.shown = commands.map(({ data }) => data.name);
  }
  send({ name }: Name): Promise<string> {
    return new Promise((resolve, reject) =>
      this.asked.push({ name, answer: () => resolve(`${name}, stored`), fail: reject }),
    );
  }
}

const channel = new Subject<{ from: Tab; topic: string; data: unknown }>();
const tabs: Tab[] = [];

/** A tab of this browser, with services of its own. */
class Tab {
  readonly kind = new Naming();
  readonly log: CommandLog;
  readonly storage: PersonStorage;
  readonly refused: string[] = [];
  private readonly leader: TabLeader;
  private readonly session: EnvironmentInjector;

  /** `knowsKind`: from the start; otherwise it is loaded later. */
  constructor(knowsKind = true, userId = ann) {
    tabs.push(this);
    const tabChannel = {
      post: (topic: string, data: unknown) => channel.next({ from: this, topic, data }),
      on: (topic: string) =>
        channel.pipe(
          filter((message) => message.topic === topic && message.from !== this),
          map(({ data }) => structuredClone(data)),
        ),
    };
    this.session = aSession(userId, [
      { provide: TabChannel, useValue: tabChannel },
      ...(knowsKind ? [{ provide: commandKinds, useValue: this.kind, multi: true }] : []),
    ]);
    this.log = this.session.get(CommandLog);
    this.storage = this.session.get(PersonStorage);
    this.leader = this.session.get(TabLeader);
    this.log.refused$.subscribe(({ error }) => this.refused.push(error.code));
  }

  async open(): Promise<this> {
    await this.log.load();
    return this;
  }

  /** The session ends; what is kept stays. */
  async leave(): Promise<void> {
    tabs.splice(tabs.indexOf(this), 1);
    this.session.destroy();
    await TestBed.inject(LastWrites).done;
  }

  lead(): void {
    this.leader.stand();
    this.log.resume();
  }

  name(name: string): void {
    this.log.add(this.kind, { name });
  }

  async asked(): Promise<{ name: string; answer: () => void; fail: (error: ApiError) => void }> {
    await until(() => this.kind.asked.length > 0);
    return this.kind.asked.shift()!;
  }
}

beforeEach(() => localStorage.clear());
afterEach(async () => {
  for (const tab of [...tabs]) await tab.leave();
  for (const userId of [ann, ben]) await eraseOutbox(userId);
});

it('takes up what was left of a kind that is loaded later, and refuses another of its name', async () => {
  const tab = await new Tab().open();
  tab.name('left');
  await until(() => tab.log.all()[0]?.order !== null);
  const next = await new Tab(false).open();
  next.lead();
  expect(next.log.all()).toEqual([]);
  next.log.register(next.kind);
  (await next.asked()).answer();
  await until(() => next.log.all().length === 0);
  expect(next.kind.answers).toEqual(['left, stored']);
  expect(() => next.log.register(new Naming())).toThrow('Two kinds of commands are named “');
});

it('is on the disk in the task that makes the change, and is sent by the next page', async () => {
  const tab = await new Tab().open();
  tab.name('early');
  const left = { ...localStorage } as Record<string, string>;
  // Killed: nothing came into the database.
  await tab.leave();
  await eraseOutbox(ann);
  for (const [key, value] of Object.entries(left)) localStorage.setItem(key, value);
  const next = await new Tab().open();
  expect(next.kind.shown).toEqual(['early']);
  expect(localStorage).toHaveLength(0);
  next.lead();
  expect((await next.asked()).name).toBe('early');
});

it('is sent by the tab that leads, whichever made it, and all of them take the answer', async () => {
  const [leader, other] = [await new Tab().open(), await new Tab().open()];
  leader.lead();
  other.name('from there');
  expect(other.kind.shown).toEqual(['from there']);
  const asked = await leader.asked();
  expect([leader.kind.shown, other.kind.asked]).toEqual([['from there'], []]);
  asked.answer();
  await until(() => other.kind.shown.length === 0);
  for (const { kind } of [leader, other]) expect(kind.answers).toEqual(['from there, stored']);
});

it('is sent after the earlier one of another tab that may have arrived, and never in its place', async () => {
  const [leader, other] = [await new Tab().open(), await new Tab().open()];
  leader.lead();
  leader.name('first');
  const first = await leader.asked();
  other.name('second');
  other.name('third');
  await until(() => leader.kind.shown.includes('third'));
  first.answer();
  expect((await leader.asked()).name).toBe('third');
});

it('that was taken back isn’t brought back by what was read a moment before', async () => {
  const tab = await new Tab().open();
  const id = tab.log.add(tab.kind, { name: 'a slip' });
  await tab.storage.attempt(() => Promise.resolve());
  channel.next({ from: await new Tab().open(), topic: 'commands', data: { userId: ann } });
  tab.log.drop(id);
  for (let turn = 0; turn < 3; turn += 1) await tab.storage.attempt(() => Promise.resolve());
  expect(tab.kind.shown).toEqual([]);
});

it('notifies every tab of what was refused', async () => {
  const [leader, other] = [await new Tab().open(), await new Tab().open()];
  leader.lead();
  other.name('bad');
  (await leader.asked()).fail(new ApiError('VALIDATION_FAILED', 'bad'));
  await until(() => other.refused.length > 0 && other.kind.shown.length === 0);
  expect([leader.refused, other.refused]).toEqual([['VALIDATION_FAILED'], ['VALIDATION_FAILED']]);
});

it('is one person’s, through the end of their session', async () => {
  const tab = await new Tab().open();
  tab.name('mine');
  await tab.leave();
  const hers = await new Tab(true, ben).open();
  expect(hers.kind.shown).toEqual([]);
  const again = await new Tab().open();
  expect([again.kind.shown, again.log.waitingCount()]).toEqual([['mine'], 1]);
});

it('goes on in this page, and ahead, where the database takes nothing', async () => {
  const tab = new Tab();
  const full = jest.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await tab.open();
  tab.lead();
  tab.name('kept ahead');
  const asked = await tab.asked();
  expect(localStorage).toHaveLength(1);
  asked.answer();
  await until(() => tab.kind.shown.length === 0);
  expect(localStorage).toHaveLength(0);
  full.mockRestore();
});

it('sends what a tab left that was killed as it wrote it', async () => {
  const tab = await new Tab().open();
  tab.lead();
  tab.name('its own');
  (await tab.asked()).answer();
  await until(() => tab.kind.shown.length === 0);
  const key = `litspark.ahead.${ann}.command.left`;
  const newValue = JSON.stringify({
    id: 'left',
    kind: 'naming',
    lane: 'names',
    target: 'the name',
    data: { name: 'left' },
    state: 'waiting',
    attempts: 0,
    notBefore: 0,
    begun: false,
  });
  localStorage.setItem(key, newValue);
  window.dispatchEvent(new StorageEvent('storage', { key, newValue }));
  expect((await tab.asked()).name).toBe('left');
  expect(localStorage).toHaveLength(0);
});

describe('that it is kept', () => {
  const kept: string[] = [];
  const add = (tab: Tab, name: string) => tab.log.add(tab.kind, { name }, () => void kept.push(name));
  const refuseAhead = () =>
    jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
  beforeEach(() => void kept.splice(0));
  afterEach(() => void jest.restoreAllMocks());

  it('is told in the task that makes the change', async () => {
    const tab = await new Tab().open();
    add(tab, 'at once');
    expect(kept).toEqual(['at once']);
    await until(() => tab.log.all()[0]?.order !== null);
    expect(kept).toEqual(['at once']);
  });

  it('is told once the database has it, where the browser takes nothing at once', async () => {
    const tab = await new Tab().open();
    refuseAhead();
    add(tab, 'in a moment');
    expect(kept).toEqual([]);
    await until(() => kept.length === 1);
    expect(await tab.storage.attempt((database) => database.commands.count())).toBe(1);
  });

  it('is told once the server has it, where the browser takes nothing at all', async () => {
    const tab = await new Tab().open();
    refuseAhead();
    jest.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    tab.lead();
    add(tab, 'by the server');
    const asked = await tab.asked();
    expect(kept).toEqual([]);
    asked.answer();
    await until(() => kept.length === 1);
  });
});

it('reads what an earlier version kept, and leaves what a later one did to that', async () => {
  const tab = await new Tab().open();
  const row = {
    kind: 'naming',
    lane: 'names',
    target: 'the name',
    state: 'waiting' as const,
    attempts: 0,
    notBefore: 0,
    begun: false,
  };
  await tab.storage.attempt((database) =>
    database.commands.bulkAdd([
      { ...row, id: 'first', data: { called: 'first' } },
      { ...row, id: 'second', version: 2, data: { name: 'second' } },
      { ...row, id: 'spoilt', version: 1, data: { title: 'what' } },
      { ...row, id: 'third', version: 3, data: { given: 'third', family: 'name' } },
    ]),
  );
  const next = new Tab();
  Object.assign(next.kind, {
    version: 2,
    upgrade: ({ called }: { called?: string }) => ({ name: called }),
  } satisfies Partial<CommandKind>);
  await next.open();
  expect(next.kind.shown).toEqual(['first', 'second']);
  next.lead();
  expect((await next.asked()).name).toBe('first');
  const rows = await next.storage.attempt((database) => database.commands.toArray());
  expect(rows?.map(({ id }) => id)).toEqual(['first', 'second', 'third']);
});

it('drops what it can’t read, and leaves what another version of the application made', async () => {
  const tab = await new Tab().open();
  const row = { lane: 'x', target: 'x', state: 'waiting' as const, attempts: 0, notBefore: 0, begun: false };
  await tab.storage.attempt((database) =>
    database.commands.bulkAdd([
      { ...row, id: 'spoilt', kind: 'naming', data: { title: 'what' } },
      { ...row, id: 'unknown', kind: 'of tomorrow', data: {} },
    ]),
  );
  const next = await new Tab().open();
  expect([next.kind.shown, next.log.unsavedCount()]).toEqual([[], 0]);
  const rows = await next.storage.attempt((database) => database.commands.toArray());
  expect(rows?.map(({ id }) => id)).toEqual(['unknown']);
});
