import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  type CreatedUser,
  createUserRequest,
  type CreateUserRequest,
  listUsersQuery,
  type ListUsersQuery,
  updateUserRequest,
  type UpdateUserRequest,
  type User,
  type UserPage,
  userParams,
} from '@litspark/shared-contracts';
import { AdminOnly } from '../../platform/security/access.js';
import { UserAdministrationService } from './user-administration.service.js';
import { UsersService } from './users.service.js';

@Controller('users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly administration: UserAdministrationService,
  ) {}

  @Get()
  list(@Query({ schema: listUsersQuery }) query: ListUsersQuery): Promise<UserPage> {
    return this.users.list(query);
  }

  @Post()
  @AdminOnly()
  create(@Body({ schema: createUserRequest }) request: CreateUserRequest): Promise<CreatedUser> {
    return this.administration.create(request);
  }

  @Patch(':id')
  @AdminOnly()
  update(
    @Param({ schema: userParams }) { id }: { id: string },
    @Body({ schema: updateUserRequest }) changes: UpdateUserRequest,
  ): Promise<User> {
    return this.administration.update(id, changes);
  }
}
