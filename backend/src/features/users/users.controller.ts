import { Body, Controller, Param, Query } from '@nestjs/common';
import {
  type CreatedUser,
  createUserRequest,
  type CreateUserRequest,
  listUsersQuery,
  type SetupToken,
  type ListUsersQuery,
  updateUserRequest,
  type UpdateUserRequest,
  type User,
  type UserPage,
  userParams,
} from '@litspark/shared-contracts';
import { Endpoint } from '../../platform/http/endpoint.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { DirectoryService } from './directory.service.js';
import { UserAdministrationService } from './user-administration.service.js';

@Controller()
export class UsersController {
  constructor(
    private readonly directory: DirectoryService,
    private readonly administration: UserAdministrationService,
  ) {}

  @Endpoint('listUsers')
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: listUsersQuery }) query: ListUsersQuery,
  ): Promise<UserPage> {
    return this.directory.list(actor, query);
  }

  @Endpoint('createUser')
  create(@Body({ schema: createUserRequest }) request: CreateUserRequest): Promise<CreatedUser> {
    return this.administration.create(request);
  }

  @Endpoint('updateUser')
  update(
    @Param({ schema: userParams }) { id }: { id: string },
    @Body({ schema: updateUserRequest }) changes: UpdateUserRequest,
  ): Promise<User> {
    return this.administration.update(id, changes);
  }

  @Endpoint('giveSetupToken')
  giveSetupToken(@Param({ schema: userParams }) { id }: { id: string }): Promise<SetupToken> {
    return this.administration.giveSetupToken(id);
  }
}
