import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { RateLimits } from './rate-limits.js';
import { WorkBudget } from './work-budget.js';
import { WorkInterceptor } from './work.interceptor.js';

@Global()
@Module({
  providers: [RateLimits, WorkBudget, { provide: APP_INTERCEPTOR, useClass: WorkInterceptor }],
  exports: [RateLimits, WorkBudget],
})
export class SecurityModule {}
