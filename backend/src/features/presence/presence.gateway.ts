import { ConnectedSocket, type OnGatewayConnection, type OnGatewayDisconnect } from '@nestjs/websockets';
import {
  type CheckedPayload,
  type ClientEventData,
  clientEvents,
  workPoints,
} from '@litspark/shared-contracts';
import type { RealtimeSocket } from '../../platform/realtime/realtime-socket.js';
import { EventPayload, SocketEvent, SocketGateway } from '../../platform/realtime/socket-gateway.js';
import { WorkBudget } from '../../platform/security/work-budget.js';
import { PresenceService } from './presence.service.js';

/** Who is connected, and who says that they are away. */
@SocketGateway()
export class PresenceGateway implements OnGatewayConnection, OnGatewayDisconnect {
  constructor(
    private readonly presence: PresenceService,
    private readonly work: WorkBudget,
  ) {}

  handleConnection(socket: RealtimeSocket): void {
    void this.presence.set(socket.data.actor.userId, socket.id, 'online');
  }

  handleDisconnect(socket: RealtimeSocket): void {
    void this.presence.drop(socket.data.actor.userId, socket.id);
  }

  @SocketEvent('set_presence')
  async setPresence(
    @ConnectedSocket() socket: RealtimeSocket,
    @EventPayload('set_presence')
    { presence }: CheckedPayload<'set_presence'>,
  ): Promise<ClientEventData<'set_presence'>> {
    const { userId } = socket.data.actor;
    // Clients repeat it to hear whether the server still answers: that is as cheap as it can be.
    if (!socket.connected || this.presence.isKnown(userId, socket.id, presence)) return {};
    this.work.spend(userId, workPoints[clientEvents.set_presence.work]);
    await this.presence.set(userId, socket.id, presence);
    return {};
  }
}
