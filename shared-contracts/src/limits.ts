/** Figures both sides rely on. Lengths of text are counted in Unicode code points; sizes in bytes. */
export const limits = {
  bodyCodePoints: 8_000,
  titleCodePoints: 120,
  topicCodePoints: 500,
  displayNameCodePoints: 100,
  passwordMinCodePoints: 12,
  passwordMaxCodePoints: 256,
  restBodyBytes: 256 * 1024,
  socketFrameBytes: 256 * 1024,
  listDefault: 50,
  listMax: 100,
  messagesDefault: 50,
  messagesMax: 200,
  joinMessagesMax: 200,
  participantsPerCall: 100,
  userIdsPerCall: 100,
  /** Participants a `ConversationSummary` carries. */
  summaryParticipants: 10,
  /** Participants `join_conversation` answers with. */
  joinParticipants: 100,
  /** Past this many participants, markers and presence are asked for instead of pushed. */
  largeConversation: 100,
  syncConversations: 2_000,
  syncChanged: 100,
  syncMessages: 100,
  mentionCountMax: 100,
  integrityMessages: 1_000,
  /** Users a `Reaction` names; `count` counts them all. */
  reactionUserIds: 50,
  /** Different emojis under one message; one more is `CONFLICT`. */
  reactionEmojis: 100,
  /** Versions of one message; one more edit is `CONFLICT`. */
  messageVersions: 1_000,
  /** Versions of one message in a page. */
  versionsPage: 50,
  /** A passive socket hears of one conversation at most this often, in milliseconds. */
  passiveUpdateMs: 1_000,
  /** How long a socket with an expired token may wait before `authenticate`, in milliseconds. */
  sessionGraceMs: 30_000,
  /** How long a spent refresh token still works, for parallel tabs, in milliseconds. */
  refreshGraceMs: 10_000,
  setupTokenDays: 7,
  /** Items of one person, those that are gone not counted; one more is `CONFLICT`. */
  personalItems: 10_000,
  /** A value of an item, as JSON in UTF-8. */
  itemValueBytes: 64 * 1024,
  itemsDefault: 200,
  itemsMax: 500,
  /** How long clients may learn that an item is gone; who comes later begins anew. */
  goneItemDays: 90,
  /** How long it is kept what happened to somebody. */
  activityDays: 90,
  unseenActivityMax: 100,
  sidebarSections: 50,
  sectionTitleCodePoints: 60,
  savedNoteCodePoints: 500,
  /** Scheduled messages of one person that wait; one more is `CONFLICT`. */
  scheduledWaiting: 200,
  filesPerMessage: 10,
  quietHours: 50,
  keywords: 20,
  keywordCodePoints: 60,
} as const;
