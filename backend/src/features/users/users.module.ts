import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CredentialsService } from './credentials.service.js';
import { DirectoryRepository } from './directory.repository.js';
import { DirectoryService } from './directory.service.js';
import { LastSeenRepository } from './last-seen.repository.js';
import { LastSeenService } from './last-seen.service.js';
import { MeController } from './me.controller.js';
import { UserAdministrationService } from './user-administration.service.js';
import { UserEntity } from './user.entity.js';
import { UsersController } from './users.controller.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([UserEntity])],
  controllers: [MeController, UsersController],
  providers: [
    UsersService,
    DirectoryService,
    UserAdministrationService,
    CredentialsService,
    UsersRepository,
    DirectoryRepository,
    LastSeenService,
    LastSeenRepository,
  ],
  exports: [UsersService, LastSeenService, UserAdministrationService, CredentialsService],
})
export class UsersModule {}
