import { DiscoveryService, ModulesContainer } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { ConversationEntity } from '../../src/features/conversations/conversation.entity.js';
import { ConversationSummariesService } from '../../src/features/conversations/conversation-summaries.service.js';
import { ConversationsRepository } from '../../src/features/conversations/conversations.repository.js';
import { ConversationsService } from '../../src/features/conversations/conversations.service.js';
import { ParticipantEntity } from '../../src/features/conversations/participant.entity.js';
import { ParticipantsRepository } from '../../src/features/conversations/participants.repository.js';
import { BatchStoreService } from '../../src/features/messages/batch-store.service.js';
import { MentionEntity } from '../../src/features/messages/mention.entity.js';
import { MessageBatchesRepository } from '../../src/features/messages/message-batches.repository.js';
import { MessageEntity } from '../../src/features/messages/message.entity.js';
import { MessagePartHandlers } from '../../src/features/messages/message-part-handlers.js';
import { MessageReadingService } from '../../src/features/messages/message-reading.service.js';
import { MessageWriterService } from '../../src/features/messages/message-writer.service.js';
import { PlainSendsRepository } from '../../src/features/messages/plain-sends.repository.js';
import { PlainSendsService } from '../../src/features/messages/plain-sends.service.js';
import { MessagesRepository } from '../../src/features/messages/messages.repository.js';
import { SendCompanionsService } from '../../src/features/messages/send-companions.service.js';
import { SendMetrics } from '../../src/features/messages/send-metrics.js';
import { PersonalItemsRepository } from '../../src/features/personal-items/personal-items.repository.js';
import { PersonalItemsService } from '../../src/features/personal-items/personal-items.service.js';
import { SyncMetrics } from '../../src/features/sync/sync-metrics.js';
import { SyncRepository } from '../../src/features/sync/sync.repository.js';
import { SyncService } from '../../src/features/sync/sync.service.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { CommitRecords } from '../../src/platform/database/commit-records.js';
import { DoubtfulCommits } from '../../src/platform/database/doubtful-commits.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { EventBus } from '../../src/platform/events/event-bus.js';
import { Metrics } from '../../src/platform/observability/metrics.js';

/** The services under measurement on one pool of 10 connections, without controllers and gateways. */
export async function startServices(url: string) {
  const dataSource = new DataSource({
    ...dataSourceOptions({ url, poolSize: 10, applicationName: 'litspark-bench' }),
    entities: [ConversationEntity, ParticipantEntity, MessageEntity, MentionEntity],
  });
  await dataSource.initialize();
  const commits = new CommitRecords(dataSource);
  const doubtful = new DoubtfulCommits(dataSource, commits, new Metrics());
  const unitOfWork = new UnitOfWork(dataSource, new EventBus(), commits, doubtful);
  const messages = new MessagesRepository(unitOfWork);
  const reading = new MessageReadingService(messages);
  const participants = new ParticipantsRepository(unitOfWork);
  const conversations = new ConversationsService(
    unitOfWork,
    new ConversationsRepository(unitOfWork),
    participants,
    new ConversationSummariesService(participants, reading),
  );
  const metrics = new SendMetrics(new Metrics());
  const companions = new SendCompanionsService();
  return {
    dataSource,
    writer: new MessageWriterService(
      unitOfWork,
      new PlainSendsService(unitOfWork, new PlainSendsRepository(unitOfWork), companions, metrics),
      new BatchStoreService(
        unitOfWork,
        new MessageBatchesRepository(unitOfWork),
        // No feature's: messages have no parts here.
        new MessagePartHandlers(new DiscoveryService(new ModulesContainer())),
        companions,
        metrics,
      ),
      metrics,
    ),
    sync: new SyncService(
      unitOfWork,
      new SyncRepository(unitOfWork),
      conversations,
      reading,
      new PersonalItemsService(new PersonalItemsRepository(unitOfWork)),
      new SyncMetrics(new Metrics()),
    ),
  };
}

export type Services = Awaited<ReturnType<typeof startServices>>;
