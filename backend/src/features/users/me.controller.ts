import { Body, Controller, Get, Patch } from '@nestjs/common';
import { type Me, updateMeRequest, type UpdateMeRequest } from '@litspark/shared-contracts';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { UsersService } from './users.service.js';

@Controller('me')
export class MeController {
  constructor(private readonly users: UsersService) {}

  @Get()
  show(@CurrentActor() actor: Actor): Promise<Me> {
    return this.users.me(actor.userId);
  }

  @Patch()
  update(
    @CurrentActor() actor: Actor,
    @Body({ schema: updateMeRequest }) changes: UpdateMeRequest,
  ): Promise<Me> {
    return this.users.updateMe(actor, changes);
  }
}
