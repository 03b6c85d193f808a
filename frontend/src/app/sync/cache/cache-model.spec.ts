import '../../../testing/indexed-db';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Message } from '@litspark/shared-contracts';
import fc from 'fast-check';
import { changedAbove, past, type Past, stateAt } from '../../../testing/past';
import { aConversation, anId, conversationId } from '../../../testing/shapes';
import type { MessageWindow } from '../../stores/timeline';
import { newWindow, withChanges, withPushed } from '../merge';
import { CacheDatabase } from './cache-database';
import { readNewest, readStretches } from './cache-reads';
import { type CacheChanges, writeChanges } from './cache-writes';

const db = new CacheDatabase(anId(1));
beforeAll(() => db.open());
afterAll(() => db.delete());

const nothing: CacheChanges = {
  forgotten: new Set(),
  dropped: new Set(),
  summaries: [],
  windows: [],
  messages: [],
  participants: [],
  users: [],
  items: { changed: [], revision: null, whole: false },
  freshAt: null,
  generation: null,
  ended: new Set(),
};

/** One tab: what it holds in memory, and what of it is still to be written. */
class Tab {
  private window: MessageWindow | undefined;
  private written: MessageWindow | undefined;
  private messages: Message[] = [];

  constructor(private readonly server: Past) {}

  push(message: Message): void {
    this.messages.push(message);
    if (this.window) this.window = withPushed(this.window, message);
  }

  /** Everything up to a revision, from what is held or, where nothing is, the newest eight. */
  pull(upTo: number): void {
    const truth = stateAt(this.server, upTo);
    if (!this.window) {
      this.window = newWindow(truth.slice(-8), truth.length, upTo);
      return;
    }
    if (upTo < this.window.revision) return;
    const changes = changedAbove(this.server, this.window.revision, upTo);
    this.messages.push(...changes);
    this.window = withChanges(this.window, changes, upTo, truth.length);
  }

  async write(): Promise<void> {
    const { window, written, messages } = this;
    this.written = window;
    this.messages = [];
    await writeChanges(db, {
      ...nothing,
      messages,
      summaries: [aConversation({ lastSeq: window?.lastSeq ?? 0, revision: window?.revision ?? 1 })],
      windows: window ? [{ conversationId, window, written }] : [],
    });
  }

  /** The page goes, and what it didn't write with it; a new one begins with what is kept. */
  async reload(): Promise<void> {
    this.messages = [];
    this.window = (await readNewest(db, conversationId, 100))?.window;
    this.written = this.window;
  }

  get held(): MessageWindow | undefined {
    return this.window;
  }
}

async function expectNoFalseClaim(server: Past): Promise<void> {
  const rows = new Map((await db.messages.toArray()).map((row) => [row.seq, row]));
  for (const { from, to, revision } of await readStretches(db, conversationId)) {
    for (const truth of stateAt(server, revision).filter(({ seq }) => from <= seq && seq <= to)) {
      expect(rows.get(truth.seq)?.revision).toBeGreaterThanOrEqual(truth.revision);
    }
    for (let seq = from; seq <= to; seq += 1) expect(rows.has(seq)).toBe(true);
  }
}

it('never claims more than it holds, and is the server’s state once it pulled, whatever two tabs messages, lost and wrote', async () => {
  const step = fc.record({
    tab: fc.nat(1),
    what: fc.constantFrom('push', 'push', 'pull', 'pull', 'write', 'write', 'write', 'reload', 'drop'),
    which: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(
      past,
      fc.array(step, { minLength: 8, maxLength: 30, size: 'max' }),
      async (server, steps) => {
        for (const table of db.tables) await table.clear();
        const tabs = [new Tab(server), new Tab(server)] as const;
        const end = server.changes.length;
        // Two tabs that came at different times.
        for (const tab of tabs) tab.pull(1 + ((steps[tab === tabs[0] ? 0 : 1]?.which ?? 0) % end));
        for (const { tab: index, what, which } of steps) {
          const tab = tabs[index] ?? tabs[0];
          const message = server.changes[which % end];
          if (what === 'push' && message) tab.push(message);
          if (what === 'pull') tab.pull((which % end) + 1);
          if (what === 'reload') await tab.reload();
          if (what === 'drop') await writeChanges(db, { ...nothing, dropped: new Set([conversationId]) });
          if (what === 'write') await tab.write();
          if (what === 'write' || what === 'drop') await expectNoFalseClaim(server);
        }
        for (const tab of tabs) {
          await tab.reload();
          tab.pull(end);
          await tab.write();
          await tab.reload();
          const held = tab.held?.messages ?? [];
          const truth = stateAt(server, end);
          expect(held).toEqual(truth.slice(truth.length - held.length));
          expect(held.length).toBeGreaterThanOrEqual(Math.min(8, truth.length));
          await expectNoFalseClaim(server);
        }
      },
    ),
    { numRuns: 40 },
  );
}, 240_000);
