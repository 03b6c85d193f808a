import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { RateLimits } from './rate-limits.js';
import { UnsentBytes } from './unsent-bytes.js';
import { UnsentBytesInterceptor } from './unsent-bytes.interceptor.js';
import { WorkBudget } from './work-budget.js';
import { WorkInterceptor } from './work.interceptor.js';

@Global()
@Module({
  providers: [
    RateLimits,
    UnsentBytes,
    WorkBudget,
    { provide: APP_INTERCEPTOR, useClass: WorkInterceptor },
    { provide: APP_INTERCEPTOR, useClass: UnsentBytesInterceptor },
  ],
  exports: [RateLimits, UnsentBytes, WorkBudget],
})
export class SecurityModule {}
