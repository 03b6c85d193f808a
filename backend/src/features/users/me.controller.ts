import { Body, Controller } from '@nestjs/common';
import { type Me, updateMeRequest, type UpdateMeRequest } from '@litspark/shared-contracts';
import { Endpoint } from '../../platform/http/endpoint.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { UsersService } from './users.service.js';

@Controller()
export class MeController {
  constructor(private readonly users: UsersService) {}

  @Endpoint('getMe')
  show(@CurrentActor() actor: Actor): Promise<Me> {
    return this.users.me(actor.userId);
  }

  @Endpoint('updateMe')
  update(
    @CurrentActor() actor: Actor,
    @Body({ schema: updateMeRequest }) changes: UpdateMeRequest,
  ): Promise<Me> {
    return this.users.updateMe(actor, changes);
  }
}
