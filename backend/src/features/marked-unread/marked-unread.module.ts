import { Module } from '@nestjs/common';
import { MarkedUnreadRule } from './marked-unread.rule.js';

/** A person’s own note that a conversation is unread. */
@Module({ providers: [MarkedUnreadRule] })
export class MarkedUnreadModule {}
