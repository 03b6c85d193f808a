import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const index = fileURLToPath(new URL('index.js', import.meta.url)).replaceAll('\\', '/');
const compiler = fileURLToPath(new URL('../../node_modules/typescript-native/bin/tsc', import.meta.url));
const head = `import type { Acknowledgement, ClientToServerEvents, Message, ServerToClientEvents } from '${index}';
declare function emit<E extends keyof ClientToServerEvents>(event: E, ...args: Parameters<ClientToServerEvents[E]>): void;
declare function broadcast<E extends keyof ServerToClientEvents>(event: E, ...args: Parameters<ServerToClientEvents[E]>): void;
declare const message: Message;
`;

const right = [
  `emit('send_message', { conversationId: 'c', clientMessageId: 'm', body: 'hi' });`,
  `emit('mark_as_read', { conversationId: 'c', seq: 3 }, (answer) => { if (answer.ok) answer.data.unreadCount.toFixed(); else answer.error.code; });`,
  `emit('sync', { conversations: [{ id: 'c', revision: 1 }] });`,
  `broadcast('new_message', { message });`,
  `broadcast('presence_changed', { userId: 'u', presence: 'away', lastSeenAt: null });`,
];
const wrong = [
  [`emit('send_message', { conversationId: 'c', clientMessageId: 'm' });`, /'body' is missing/],
  [
    `emit('send_message', { conversationId: 'c', clientMessageId: 'm', body: 7 });`,
    /'number' is not assignable/,
  ],
  [`emit('mark_as_read', { conversationId: 'c', seq: '3' });`, /'string' is not assignable/],
  [`emit('set_presence', { presence: 'offline' });`, /"offline"/],
  [`emit('send_mesage', { conversationId: 'c' });`, /"send_mesage"/],
  [`emit('typing', { conversationId: 'c', active: true, loud: true });`, /'loud' does not exist/],
  [`emit('sync', { conversations: [] }, (answer) => { answer.data.changed; });`, /'data' does not exist/],
  [`broadcast('new_message', { message: { ...message, seq: '1' } });`, /'string' is not assignable/],
  [`broadcast('new_mesage', { message });`, /"new_mesage"/],
  [
    `const answer: Acknowledgement<object> = { ok: false, error: { code: 'OOPS', message: '' } }; void answer;`,
    /"OOPS"/,
  ],
] as const;

/** What the compiler says of each statement, all in one program: reading zod's types is what takes time. */
function complain(statements: string[]): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'litspark-types-'));
  try {
    const compilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: 'es2023',
      module: 'nodenext',
      types: [],
    };
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    for (const [at, statement] of statements.entries())
      writeFileSync(join(folder, `statement-${at}.ts`), `${head}${statement}`);
    const { stdout } = spawnSync(process.execPath, [compiler, '--pretty', 'false', '-p', folder], {
      cwd: folder,
      encoding: 'utf8',
    });
    // Each complaint begins with its place; reasons follow on lines of their own.
    const complaints = stdout.split(/^(?=\S+\(\d+,\d+\): )/m).filter((text) => text.trim() !== '');
    return statements.map((_, at) => complaints.filter((text) => text.startsWith(`statement-${at}.ts(`)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the compiler', () => {
  const complaints = complain([...right, ...wrong.map(([statement]) => statement)]);

  it.each(right.map((statement, index) => [statement, index] as const))('takes %s', (_statement, index) => {
    expect(complaints[index]).toEqual([]);
  });

  it.each(wrong.map(([statement, reason], index) => [statement, reason, right.length + index] as const))(
    'refuses %s',
    (_statement, reason, index) => {
      expect(complaints[index]).toEqual([expect.stringMatching(reason)]);
    },
  );
});
