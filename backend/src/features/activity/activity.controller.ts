import { Controller, Query } from '@nestjs/common';
import { listActivityQuery, type ActivityPage, type ListActivityQuery } from '@litspark/shared-contracts';
import { Endpoint } from '../../platform/http/endpoint.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { ActivityService } from './activity.service.js';

@Controller()
export class ActivityController {
  constructor(private readonly activity: ActivityService) {}

  @Endpoint('listActivity')
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: listActivityQuery }) query: ListActivityQuery,
  ): Promise<ActivityPage> {
    return this.activity.list(actor, query);
  }
}
