import { Global, Module } from '@nestjs/common';
import { Draining } from './draining.js';
import { ReadyLines } from './ready-lines.js';

@Global()
@Module({ providers: [Draining, ReadyLines], exports: [Draining, ReadyLines] })
export class LifecycleModule {}
