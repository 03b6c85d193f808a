import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import serveStatic from 'serve-static';
import { ApiDocsController } from './api-docs.controller.js';

@Module({ controllers: [ApiDocsController] })
export class ApiDocsModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
    const files = serveStatic(folder, { index: false, redirect: false, maxAge: '1d' });
    consumer.apply(files).forRoutes('docs/assets');
  }
}
