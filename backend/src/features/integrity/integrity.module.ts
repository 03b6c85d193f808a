import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { HealingMetrics } from './healing-metrics.js';
import { IntegrityController } from './integrity.controller.js';
import { IntegrityGateway } from './integrity.gateway.js';
import { IntegrityRepository } from './integrity.repository.js';
import { IntegrityService } from './integrity.service.js';

/** The proof that a client holds what the server does. */
@Module({
  imports: [ConversationsModule],
  controllers: [IntegrityController],
  providers: [IntegrityGateway, IntegrityRepository, HealingMetrics, IntegrityService],
})
export class IntegrityModule {}
