import { channels } from './demo-channels.js';
import type { DemoConversation } from './demo-conversation.js';
import { privateConversations } from './demo-private.js';
import { support } from './demo-support.js';

export const demoConversations: DemoConversation[] = [...channels, ...support, ...privateConversations];
