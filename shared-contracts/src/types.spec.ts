import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';

const folder = dirname(fileURLToPath(import.meta.url));
const fixture = (index: number) => join(folder, `statement-${index}.fixture.ts`);
const head = `import type { Acknowledgement, ClientToServerEvents, Message, ServerToClientEvents } from './index.js';
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
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
  };
  const files = new Map(statements.map((statement, index) => [fixture(index), `${head}${statement}`]));
  const host = ts.createCompilerHost(options);
  const disk = ts.sys;
  host.fileExists = (name) => files.has(name) || disk.fileExists(name);
  host.readFile = (name) => files.get(name) ?? disk.readFile(name);
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].map((name) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(name))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
  );
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
