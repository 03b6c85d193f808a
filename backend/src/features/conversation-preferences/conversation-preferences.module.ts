import { Module } from '@nestjs/common';
import { ConversationPreferencesRule } from './conversation-preferences.rule.js';

/** How one person wants to be disturbed by a conversation, and where their list shows it. */
@Module({ providers: [ConversationPreferencesRule] })
export class ConversationPreferencesModule {}
