import type { Bug } from './bug.js';

const fanOut = 'features/chat/message-fan-out.js';
const rooms = 'features/chat/conversation-rooms.js';
const updates = 'features/chat/conversation-updates.js';
const reading = 'features/messages/message-reading.service.js';
const repository = 'features/messages/messages.repository.js';
const pages = 'features/messages/message-window.js';

const reader = 'platform/events/relay-reader.js';

const fallingBehind = {
  faults: { 'client killed': 3, 'connections dropped': 1 },
  faultEveryMs: 700,
  roundMs: 5_000,
} as const;

/** How others learn of what changed, live and when they come back. */
export const fanOutBugs: readonly Bug[] = [
  {
    name: 'fan-out-dropped',
    why: 'whoever has the conversation open is not sent new messages',
    patches: [
      {
        file: fanOut,
        find: "this.realtime.emit('new_message', { message }, [rooms.active(conversationId), rooms.user(senderId)]);",
        replace: "this.realtime.emit('new_message', { message }, [rooms.user(senderId)]);",
      },
    ],
    caughtBy: ['delivered live'],
  },
  {
    name: 'last-update-dropped',
    why: 'what comes within the second after an update of a conversation is never sent to passive sockets',
    patches: [
      { file: updates, find: "pace.wanted = pace.wanted === 'all' ? 'all' : audience;", replace: '' },
    ],
    caughtBy: ['delivered live'],
  },
  {
    name: 'missed-events-only-logged',
    why: 'a node that finds events of its neighbours gone sends nobody to pull',
    patches: [{ file: reader, find: 'this.listener.missed();', replace: '' }],
    scenario: {
      nodes: 2,
      listeners: 4,
      conversations: ['group', 'group', 'channel', 'channel'],
      roundMs: 500,
    },
    caughtBy: ['who only listens is notified'],
  },
  {
    name: 'room-not-left',
    why: 'who is removed stays in the rooms',
    patches: [
      {
        file: rooms,
        find: `for (const socket of this.sockets.of(userId))
            this.removeSocket(socket, conversationId);`,
        replace: '',
      },
    ],
    scenario: { faults: { 'participant removed': 1 }, faultEveryMs: 300 },
    caughtBy: ['nothing after removal'],
  },
  {
    name: 'catch-up-by-time',
    why: 'what changed is looked for by the time of the last message known',
    patches: [
      {
        file: repository,
        find: `AND revision > given.revision
         ORDER BY revision LIMIT $3
       ) m
       ORDER BY m.conversation_id`,
        replace: `AND created_at > (
           SELECT max(created_at) FROM messages
           WHERE conversation_id = given.conversation_id AND revision <= given.revision
         )
         ORDER BY revision LIMIT $3
       ) m
       ORDER BY m.conversation_id`,
      },
    ],
    run: 'falling behind, with deletions',
    scenario: { ...fallingBehind, mix: { send: 4, edit: 4, react: 2, delete: 1 } },
    caughtBy: ['every device ends with the same'],
  },
  {
    name: 'catch-up-stops',
    why: 'an answer of sync that doesn’t hold everything says that there is no more',
    patches: [
      {
        file: reading,
        find: 'messages: stored.slice(0, limits.syncMessages).map(toMessage),',
        replace: 'messages: stored.slice(0, 5).map(toMessage),',
      },
      { file: reading, find: 'hasMore: stored.length > limits.syncMessages,', replace: 'hasMore: false,' },
    ],
    run: 'falling behind, with markers',
    scenario: fallingBehind,
    caughtBy: ['every device ends with the same'],
  },
  {
    name: 'page-off-by-one',
    why: 'a page before a message leaves out the one just before it',
    patches: [{ file: pages, find: 'Math.max(0, beforeSeq - 1)', replace: 'Math.max(0, beforeSeq - 2)' }],
    run: 'commits and pages',
    caughtBy: ['a fresh load is what is stored'],
  },
];
