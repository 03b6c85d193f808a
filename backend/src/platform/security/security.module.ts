import { Global, Module } from '@nestjs/common';
import { RateLimits } from './rate-limits.js';
import { UnsentBytes } from './unsent-bytes.js';
import { WorkBudget } from './work-budget.js';

@Global()
@Module({
  providers: [RateLimits, UnsentBytes, WorkBudget],
  exports: [RateLimits, UnsentBytes, WorkBudget],
})
export class SecurityModule {}
