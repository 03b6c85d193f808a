import type { CheckedPayload, ClientEventData } from '@litspark/shared-contracts';
import { EventPayload, SocketEvent, SocketGateway } from '../../platform/realtime/socket-gateway.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { IntegrityService } from './integrity.service.js';

@SocketGateway()
export class IntegrityGateway {
  constructor(private readonly integrity: IntegrityService) {}

  @SocketEvent('report_healed')
  async reportHealed(
    @CurrentActor() actor: Actor,
    @EventPayload('report_healed')
    { conversationId, messages }: CheckedPayload<'report_healed'>,
  ): Promise<ClientEventData<'report_healed'>> {
    await this.integrity.reportHealed(actor, conversationId, messages);
    return {};
  }
}
