import type {
  ConversationPage,
  ConversationSummary,
  MessagePage,
  SyncAnswer,
  SyncRequest,
} from '@litspark/shared-contracts';
import type { Socket } from 'socket.io-client';
import type { Filled } from './fill.js';

/** The running product on a filled database. */
export interface Subject {
  filled: Filled;
  /** A GET as the reader or the one who is absent. */
  get<T>(as: 'reader' | 'absent', path: string): Promise<T>;
  /** The reader's. */
  socket: Socket;
}

/** One call; throws where the answer is not what was filled in. */
export type Call = (subject: Subject) => Promise<void>;

const page = 50;
/** Conversations that changed since the reader was there, in `sync`. */
const changedConversations = 20;

/** What is measured, by what the table calls it. */
export const calls: Record<string, Call> = {
  'list of conversations, 50 of 100': async (subject) => {
    const { items } = await subject.get<ConversationPage>('reader', `/api/conversations?limit=${page}`);
    expectEqual(items.length, page);
  },
  'the same, everything unread, with mentions': async (subject) => {
    const { items } = await subject.get<ConversationPage>('absent', `/api/conversations?limit=${page}`);
    expectEqual(
      items.filter(({ unreadCount, lastSeq }) => unreadCount !== lastSeq),
      [],
    );
  },
  'unread counts of the deepest conversation': async (subject) => {
    const [deepest] = subject.filled.conversations;
    const { unreadCount } = await subject.get<ConversationSummary>(
      'absent',
      `/api/conversations/${deepest?.id}`,
    );
    expectEqual(unreadCount, deepest?.messages);
  },
  'history, newest page': (subject) => history(subject, '', (messages) => messages),
  'history, a page in the middle': (subject) => {
    const middle = Math.floor((subject.filled.conversations[0]?.messages ?? 0) / 2);
    return history(subject, `&beforeSeq=${middle + 1}`, () => middle);
  },
  'history, deepest page': (subject) => history(subject, `&beforeSeq=${page + 1}`, () => page),
  'sync, nothing new in 100 conversations': async (subject) => {
    const { unchanged } = await sync(subject, 0);
    expectEqual(unchanged, subject.filled.conversations.length);
  },
  'sync, 5 messages in each of 20 of 100': async (subject) => {
    const { changed } = await sync(subject, 5);
    expectEqual(
      changed.map(({ messages }) => messages.length),
      Array.from({ length: changedConversations }, () => 5),
    );
  },
};

async function history(subject: Subject, where: string, lastOf: (messages: number) => number): Promise<void> {
  const [deepest] = subject.filled.conversations;
  const path = `/api/conversations/${deepest?.id}/messages?limit=${page}${where}`;
  const { items } = await subject.get<MessagePage>('reader', path);
  expectEqual([items.length, items.at(-1)?.seq], [page, lastOf(deepest?.messages ?? 0)]);
}

/** As a client that missed so many messages of some conversations, and nothing of the others. */
async function sync({ filled, socket }: Subject, missed: number): Promise<SyncAnswer> {
  const request: SyncRequest = {
    conversations: filled.conversations.map(({ id, messages }, place) => ({
      id,
      revision: messages + 1 - (place < changedConversations ? missed : 0),
    })),
  };
  const answer = (await socket.emitWithAck('sync', request)) as {
    ok: boolean;
    data: SyncAnswer;
    error: unknown;
  };
  if (!answer.ok) throw new Error(`sync: ${JSON.stringify(answer.error)}`);
  return answer.data;
}

function expectEqual(found: unknown, expected: unknown): void {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
  if (one !== other) throw new Error(`answered ${one} instead of ${other}`);
}
