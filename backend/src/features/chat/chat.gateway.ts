import { ConnectedSocket } from '@nestjs/websockets';
import type { CheckedPayload, ClientEventData } from '@litspark/shared-contracts';
import type { RealtimeSocket } from '../../platform/realtime/realtime-socket.js';
import { EventPayload, SocketEvent, SocketGateway } from '../../platform/realtime/socket-gateway.js';
import { SocketSessions } from '../../platform/realtime/socket-sessions.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { UnsentBytes } from '../../platform/security/unsent-bytes.js';
import { MessagesService } from '../messages/messages.service.js';
import { DeliveredMarkersService } from '../read-receipts/delivered-markers.service.js';
import { ReadReceiptsService } from '../read-receipts/read-receipts.service.js';
import { SyncService } from '../sync/sync.service.js';
import { ConversationRooms } from './conversation-rooms.js';
import { Typing } from './typing.js';

/** The gateway of the core events: what is said, read and caught up on. */
@SocketGateway()
export class ChatGateway {
  constructor(
    private readonly sessions: SocketSessions,
    private readonly rooms: ConversationRooms,
    private readonly typings: Typing,
    private readonly messages: MessagesService,
    private readonly receipts: ReadReceiptsService,
    private readonly deliveries: DeliveredMarkersService,
    private readonly synchronisation: SyncService,
    private readonly unsent: UnsentBytes,
  ) {}

  @SocketEvent('authenticate')
  async authenticate(
    @ConnectedSocket() socket: RealtimeSocket,
    @EventPayload('authenticate') { token }: CheckedPayload<'authenticate'>,
  ): Promise<ClientEventData<'authenticate'>> {
    await this.sessions.renew(socket, token);
    const { actor, expiresAt } = socket.data;
    return { userId: actor.userId, expiresAt: expiresAt.toISOString() };
  }

  @SocketEvent('join_conversation')
  joinConversation(
    @ConnectedSocket() socket: RealtimeSocket,
    @CurrentActor() actor: Actor,
    @EventPayload('join_conversation')
    { conversationId, afterSeq }: CheckedPayload<'join_conversation'>,
  ): Promise<ClientEventData<'join_conversation'>> {
    return this.rooms.enter(socket, conversationId, async () => {
      const snapshot = await this.messages.joinSnapshot(actor, conversationId, afterSeq);
      this.unsent.assertRoom(actor.userId);
      return snapshot;
    });
  }

  @SocketEvent('leave_conversation')
  async leaveConversation(
    @ConnectedSocket() socket: RealtimeSocket,
    @EventPayload('leave_conversation')
    { conversationId }: CheckedPayload<'leave_conversation'>,
  ): Promise<ClientEventData<'leave_conversation'>> {
    this.rooms.leave(socket, conversationId);
    await this.rooms.authorise(socket, conversationId);
    return {};
  }

  @SocketEvent('send_message')
  async sendMessage(
    @CurrentActor() actor: Actor,
    @EventPayload('send_message') command: CheckedPayload<'send_message'>,
  ): Promise<ClientEventData<'send_message'>> {
    const { message } = await this.messages.send(actor, command);
    return { message };
  }

  @SocketEvent('mark_as_read')
  markAsRead(
    @CurrentActor() actor: Actor,
    @EventPayload('mark_as_read')
    { conversationId, seq }: CheckedPayload<'mark_as_read'>,
  ): Promise<ClientEventData<'mark_as_read'>> {
    return this.receipts.markAsRead(actor, conversationId, seq);
  }

  @SocketEvent('mark_as_delivered')
  markAsDelivered(
    @CurrentActor() actor: Actor,
    @EventPayload('mark_as_delivered')
    { conversationId, seq }: CheckedPayload<'mark_as_delivered'>,
  ): Promise<ClientEventData<'mark_as_delivered'>> {
    return this.deliveries.markAsDelivered(actor, conversationId, seq);
  }

  @SocketEvent('typing')
  async typing(
    @ConnectedSocket() socket: RealtimeSocket,
    @EventPayload('typing')
    { conversationId, active }: CheckedPayload<'typing'>,
  ): Promise<ClientEventData<'typing'>> {
    await this.typings.signal(socket, conversationId, active);
    return {};
  }

  @SocketEvent('sync')
  sync(
    @CurrentActor() actor: Actor,
    @EventPayload('sync') request: CheckedPayload<'sync'>,
  ): Promise<ClientEventData<'sync'>> {
    return this.synchronisation.sync(actor, request);
  }
}
