/** Loaded when it is opened. */
export const loadNewConversation = () =>
  import('./new-conversation.dialog').then((m) => m.NewConversationDialog);
