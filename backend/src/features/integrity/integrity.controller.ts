import { Controller, Param, Query } from '@nestjs/common';
import {
  conversationParams,
  integrityQuery,
  type Integrity,
  type IntegrityQuery,
} from '@litspark/shared-contracts';
import { Endpoint } from '../../platform/http/endpoint.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { IntegrityService } from './integrity.service.js';

@Controller()
export class IntegrityController {
  constructor(private readonly integrity: IntegrityService) {}

  @Endpoint('getIntegrity')
  digest(
    @CurrentActor() actor: Actor,
    @Param({ schema: conversationParams }) { id }: { id: string },
    @Query({ schema: integrityQuery }) query: IntegrityQuery,
  ): Promise<Integrity> {
    return this.integrity.digest(actor, id, query);
  }
}
