import { Global, Module } from '@nestjs/common';
import { ReadyLines } from './ready-lines.js';

@Global()
@Module({ providers: [ReadyLines], exports: [ReadyLines] })
export class LifecycleModule {}
