import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConversationSummary, Message, Session } from '@litspark/shared-contracts';
import { closeTestClients, connectTestClient, type TestClient } from '../connect-test-client.js';
import { request } from '../request.js';
import type { Product } from '../start-product.js';
import { admin, postgres, prepareProduct, StartedProducts, withSeed } from '../started-products.js';
import { createEmptyTestDatabase } from '../test-database.js';
import { freshLoad, OldClient } from './old-client.js';
import { runCommand } from './run-command.js';

const aFewMinutes = 300_000;
const environment = {
  RATE_LIMIT_MESSAGES: '0',
  RATE_LIMIT_WORK: '0',
};

let folder: string;
const products = new StartedProducts();

beforeAll(() => prepareProduct(), aFewMinutes);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'litspark-backup-'));
});
afterEach(async () => {
  closeTestClients();
  await products.end();
  rmSync(folder, { recursive: true, force: true });
}, aFewMinutes);

const start = (dataDir: string): Product => products.start(dataDir, environment);

async function stop(product: Product): Promise<void> {
  product.signal('SIGTERM');
  expect(await product.exited).toBe(0);
}

const signIn = async (at: { url: string }) =>
  (await request<Session>(at, 'POST', '/api/auth/login', { body: admin })).body;

async function createGroup(at: { url: string }, as: Session, title: string): Promise<string> {
  const body = { kind: 'group', title, participantIds: [] };
  return (await request<ConversationSummary>(at, 'POST', '/api/conversations', { as, body })).body.id;
}

async function send(client: TestClient, conversationId: string, body: string): Promise<Message> {
  const { message } = await client.done('send_message', {
    conversationId,
    clientMessageId: randomUUID(),
    body,
  });
  return message;
}

/** Line breaks of all kinds, quotes, and what JSON and SQL escape. */
const oddBody = 'one\u2028two\u2029three\r\nfour "five" \\ \t $1 ’ 👩🏽‍💻';

describe('a backup', () => {
  it(
    'made while people write is one moment of the database, and old clients end with what its restoration holds',
    async () => {
      const [dataDir, restored, backup] = ['data', 'restored', 'backup'].map((name) =>
        join(folder, name),
      ) as [string, string, string];
      const first = start(withSeed(dataDir));
      let at = await first.ready();
      const me = await signIn(at);
      const ids = await Promise.all(['One', 'Two', 'Three'].map((title) => createGroup(at, me, title)));
      const old = new OldClient();
      const client = await connectTestClient(at, me);
      const before = [await send(client, ids[0]!, oddBody)];
      for (let count = 0; count < 40; count += 1)
        before.push(await send(client, ids[count % 3]!, `n° ${count}`));

      let isMade = false;
      const writing = (async () => {
        for (let count = 0; !isMade; count += 1) await send(client, ids[count % 3]!, `meanwhile ${count}`);
      })();
      const made = await runCommand('backup', [backup], { DATA_DIR: dataDir });
      isMade = true;
      await writing;
      expect(made).toMatchObject({ code: 0, complaint: '' });
      expect(made.output).toContain('starting the service on it');
      expect(statSync(backup).mode & 0o777).toBe(0o700);
      expect(readdirSync(backup).sort()).toEqual(['data', 'database', 'manifest.json']);

      // After the backup: a conversation that it doesn't know, a change of what it knows, and much else.
      const lost = await createGroup(at, me, 'Lost');
      await send(client, lost, 'lost');
      for (let count = 0; count < 30; count += 1) await send(client, ids[0]!, `lost ${count}`);
      const path = `/api/conversations/${ids[0]}/messages/${before[0]!.id}`;
      expect((await request(at, 'PATCH', path, { as: me, body: { body: 'lost edit' } })).status).toBe(200);
      await old.catchUp(client);
      expect(old.holdings).toEqual(await freshLoad(at, me));
      client.close();
      await stop(first);

      const refused = await runCommand('restore', [backup], { DATA_DIR: dataDir });
      expect(refused.code).toBe(1);
      expect(refused.complaint.trim()).toMatch(
        /^There is a database in .* already, and a restore replaces nothing: .*$/,
      );
      expect(await runCommand('restore', [backup], { DATA_DIR: restored })).toMatchObject({
        code: 0,
        complaint: '',
      });
      expect(readdirSync(restored).sort()).toEqual(readdirSync(dataDir).sort());

      at = await start(restored).ready();
      // The session and the secret that signed its token are those of the backup.
      const back = await connectTestClient(at, me);
      const found = await freshLoad(at, me);
      expect(found.conversations.map(({ id }) => id).sort()).toEqual([...ids].sort());
      const byId = new Map(found.messages.map((message) => [message.id, message]));
      for (const message of before) expect(byId.get(message.id)).toEqual(message);
      for (const { id, lastSeq, revision } of found.conversations) {
        const seqs = found.messages.filter((one) => one.conversationId === id).map(({ seq }) => seq);
        expect(seqs.sort((a, b) => a - b)).toEqual(Array.from({ length: lastSeq }, (_, index) => index + 1));
        expect(revision).toBe(lastSeq + 1);
      }
      // The revision passes the old client's with other changes.
      const passed = old.holdings.conversations.find(({ id }) => id === ids[0])!.revision;
      for (let revision = 0; revision <= passed;) {
        const burst = Array.from({ length: 100 }, (_, index) => send(back, ids[0]!, `anew ${index}`));
        ({ revision } = (await Promise.all(burst)).at(-1)!);
      }
      await old.catchUp(back);
      expect(old.holdings).toEqual(await freshLoad(at, me));
    },
    aFewMinutes,
  );

  it(
    'goes into another PostgreSQL, and from there into an embedded one again',
    async () => {
      const dataDir = join(folder, 'data');
      const first = start(withSeed(dataDir));
      const at = await first.ready();
      const me = await signIn(at);
      const client = await connectTestClient(at, me);
      const id = await createGroup(at, me, 'Somewhere else');
      for (let count = 0; count < 5; count += 1) await send(client, id, `${oddBody} ${count}`);
      const held = await freshLoad(at, me);
      await stop(first);

      // The service is stopped: the database is started for the backup, and stopped again.
      const backup = join(folder, 'backup');
      expect(await runCommand('backup', [backup, '--no-check'], { DATA_DIR: dataDir })).toMatchObject({
        code: 0,
      });
      expect(postgres(dataDir)).toBeNull();
      const database = await createEmptyTestDatabase();
      try {
        const elsewhere = { DATA_DIR: join(folder, 'elsewhere'), DATABASE_URL: database.url };
        expect(await runCommand('restore', [backup], elsewhere)).toMatchObject({ code: 0, complaint: '' });
        const again = await runCommand('restore', [backup], elsewhere);
        expect(again.code).toBe(1);
        expect(again.complaint).toMatch(
          /^DATABASE_URL takes an empty database to restore into, and this one holds tables/,
        );
        const second = join(folder, 'second');
        expect(await runCommand('backup', [second], elsewhere)).toMatchObject({ code: 0, complaint: '' });
        const third = join(folder, 'third');
        expect(await runCommand('restore', [second], { DATA_DIR: third })).toMatchObject({ code: 0 });
        expect(await freshLoad(await start(third).ready(), me)).toEqual(held);
      } finally {
        await database.drop();
      }
    },
    aFewMinutes,
  );

  it(
    'is refused in one line where it can’t be right, and leaves nothing behind',
    async () => {
      const dataDir = join(folder, 'data');
      const backup = join(folder, 'backup');
      const lineOf = async (name: 'backup' | 'restore', args: string[], dir = dataDir) => {
        const { code, complaint } = await runCommand(name, args, { DATA_DIR: dir });
        expect(code).toBe(1);
        return complaint.trim();
      };
      expect(await lineOf('backup', [])).toMatch(/^Name the new folder that takes the backup: /);
      expect(await lineOf('backup', [backup])).toMatch(
        /^There is no database in .*: set DATA_DIR or DATABASE_URL/,
      );
      expect(readdirSync(backup)).toEqual([]);
      const first = start(withSeed(dataDir));
      await first.ready();
      await stop(first);
      expect(await lineOf('backup', [join(dataDir, 'backup')])).toMatch(
        /lies in DATA_DIR: name a folder outside/,
      );
      writeFileSync(join(backup, 'mine'), '');
      expect(await lineOf('backup', [backup])).toMatch(/is not empty: a backup takes a new folder/);
      expect(readdirSync(backup)).toEqual(['mine']);
      rmSync(join(backup, 'mine'));
      expect(await runCommand('backup', [backup, '--no-check'], { DATA_DIR: dataDir })).toMatchObject({
        code: 0,
      });

      const target = join(folder, 'restored');
      mkdirSync(target);
      expect(await lineOf('restore', [folder], target)).toMatch(/holds no complete backup/);
      const users = join(backup, 'database', 'users.jsonl.gz');
      const whole = readFileSync(users);
      writeFileSync(users, whole.subarray(0, -1));
      expect(await lineOf('restore', [backup], target)).toBe(`${users} is damaged: use another backup.`);
      rmSync(users);
      expect(await lineOf('restore', [backup], target)).toBe(`${users} is missing: use another backup.`);
      writeFileSync(users, whole);
      const path = join(backup, 'manifest.json');
      const manifest = readFileSync(path, 'utf8');
      writeFileSync(path, manifest.replace('"migrations": [', '"migrations": ["FromTheFuture",'));
      expect(await lineOf('restore', [backup], target)).toMatch(
        /made by a newer version .*\(FromTheFuture\): restore it with/,
      );
      expect(readdirSync(target)).toEqual([]);
      writeFileSync(path, manifest);
      expect(await runCommand('restore', [backup], { DATA_DIR: target })).toMatchObject({ code: 0 });
      expect(existsSync(join(target, 'jwt-secret'))).toBe(true);
      expect(statSync(join(target, 'jwt-secret')).mode & 0o777).toBe(0o600);
    },
    aFewMinutes,
  );
});
