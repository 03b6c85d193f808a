import { Module } from '@nestjs/common';
import { ActivitySeenRule } from './activity-seen.rule.js';

/** Up to when somebody has seen what concerns them. */
@Module({ providers: [ActivitySeenRule] })
export class ActivityModule {}
