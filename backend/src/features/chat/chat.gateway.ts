import { UseFilters, UseGuards } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import {
  clientEvents,
  workPoints,
  type CheckedPayload,
  type ClientEventData,
} from '@litspark/shared-contracts';
import { AcknowledgementFilter } from '../../platform/realtime/acknowledgement.filter.js';
import { JwtSocketGuard } from '../../platform/realtime/jwt-socket.guard.js';
import type { RealtimeSocket } from '../../platform/realtime/realtime-socket.js';
import { SocketSessions } from '../../platform/realtime/socket-sessions.js';
import { WorkGuard } from '../../platform/realtime/work.guard.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { UnsentBytes } from '../../platform/security/unsent-bytes.js';
import { WorkBudget } from '../../platform/security/work-budget.js';
import { IntegrityService } from '../integrity/integrity.service.js';
import { MessagesService } from '../messages/messages.service.js';
import { PresenceService } from '../presence/presence.service.js';
import { DeliveredMarkersService } from '../read-receipts/delivered-markers.service.js';
import { ReadReceiptsService } from '../read-receipts/read-receipts.service.js';
import { SyncService } from '../sync/sync.service.js';
import { ConversationRooms } from './conversation-rooms.js';
import { EventRateGuard } from './event-rate.guard.js';
import { Typing } from './typing.js';

/**
 * The gateway of the core events. What a handler returns is the acknowledgement's `data`; what it throws is its
 * `error`. Handlers call their service before they wait for anything, so that what a socket sends keeps its order.
 */
@WebSocketGateway()
@UseGuards(JwtSocketGuard, EventRateGuard, WorkGuard)
@UseFilters(AcknowledgementFilter)
export class ChatGateway implements OnGatewayConnection, OnGatewayDisconnect {
  constructor(
    private readonly sessions: SocketSessions,
    private readonly rooms: ConversationRooms,
    private readonly typings: Typing,
    private readonly messages: MessagesService,
    private readonly receipts: ReadReceiptsService,
    private readonly deliveries: DeliveredMarkersService,
    private readonly integrity: IntegrityService,
    private readonly presence: PresenceService,
    private readonly synchronisation: SyncService,
    private readonly unsent: UnsentBytes,
    private readonly work: WorkBudget,
  ) {}

  handleConnection(socket: RealtimeSocket): void {
    void this.presence.set(socket.data.actor.userId, socket.id, 'online');
  }

  handleDisconnect(socket: RealtimeSocket): void {
    void this.presence.drop(socket.data.actor.userId, socket.id);
  }

  @SubscribeMessage('authenticate')
  async authenticate(
    @ConnectedSocket() socket: RealtimeSocket,
    @MessageBody({ schema: clientEvents.authenticate.payload }) { token }: CheckedPayload<'authenticate'>,
  ): Promise<ClientEventData<'authenticate'>> {
    await this.sessions.renew(socket, token);
    const { actor, expiresAt } = socket.data;
    return { userId: actor.userId, expiresAt: expiresAt.toISOString() };
  }

  @SubscribeMessage('join_conversation')
  joinConversation(
    @ConnectedSocket() socket: RealtimeSocket,
    @CurrentActor() actor: Actor,
    @MessageBody({ schema: clientEvents.join_conversation.payload })
    { conversationId, afterSeq }: CheckedPayload<'join_conversation'>,
  ): Promise<ClientEventData<'join_conversation'>> {
    return this.rooms.enter(socket, conversationId, async () => {
      const snapshot = await this.messages.joinSnapshot(actor, conversationId, afterSeq);
      this.unsent.assertRoom(actor.userId);
      return snapshot;
    });
  }

  @SubscribeMessage('leave_conversation')
  async leaveConversation(
    @ConnectedSocket() socket: RealtimeSocket,
    @MessageBody({ schema: clientEvents.leave_conversation.payload })
    { conversationId }: CheckedPayload<'leave_conversation'>,
  ): Promise<ClientEventData<'leave_conversation'>> {
    this.rooms.leave(socket, conversationId);
    await this.rooms.authorise(socket, conversationId);
    return {};
  }

  @SubscribeMessage('send_message')
  async sendMessage(
    @CurrentActor() actor: Actor,
    @MessageBody({ schema: clientEvents.send_message.payload }) command: CheckedPayload<'send_message'>,
  ): Promise<ClientEventData<'send_message'>> {
    const { message } = await this.messages.send(actor, command);
    return { message };
  }

  @SubscribeMessage('mark_as_read')
  markAsRead(
    @CurrentActor() actor: Actor,
    @MessageBody({ schema: clientEvents.mark_as_read.payload })
    { conversationId, seq }: CheckedPayload<'mark_as_read'>,
  ): Promise<ClientEventData<'mark_as_read'>> {
    return this.receipts.markAsRead(actor, conversationId, seq);
  }

  @SubscribeMessage('mark_as_delivered')
  markAsDelivered(
    @CurrentActor() actor: Actor,
    @MessageBody({ schema: clientEvents.mark_as_delivered.payload })
    { conversationId, seq }: CheckedPayload<'mark_as_delivered'>,
  ): Promise<ClientEventData<'mark_as_delivered'>> {
    return this.deliveries.markAsDelivered(actor, conversationId, seq);
  }

  @SubscribeMessage('report_healed')
  async reportHealed(
    @CurrentActor() actor: Actor,
    @MessageBody({ schema: clientEvents.report_healed.payload })
    { conversationId, messages }: CheckedPayload<'report_healed'>,
  ): Promise<ClientEventData<'report_healed'>> {
    await this.integrity.reportHealed(actor, conversationId, messages);
    return {};
  }

  @SubscribeMessage('typing')
  async typing(
    @ConnectedSocket() socket: RealtimeSocket,
    @MessageBody({ schema: clientEvents.typing.payload })
    { conversationId, active }: CheckedPayload<'typing'>,
  ): Promise<ClientEventData<'typing'>> {
    await this.typings.signal(socket, conversationId, active);
    return {};
  }

  @SubscribeMessage('set_presence')
  async setPresence(
    @ConnectedSocket() socket: RealtimeSocket,
    @MessageBody({ schema: clientEvents.set_presence.payload })
    { presence }: CheckedPayload<'set_presence'>,
  ): Promise<ClientEventData<'set_presence'>> {
    const { userId } = socket.data.actor;
    // Clients repeat it to hear whether the server still answers: that is as cheap as it can be.
    if (!socket.connected || this.presence.isKnown(userId, socket.id, presence)) return {};
    this.work.spend(userId, workPoints[clientEvents.set_presence.work]);
    await this.presence.set(userId, socket.id, presence);
    return {};
  }

  @SubscribeMessage('sync')
  sync(
    @CurrentActor() actor: Actor,
    @MessageBody({ schema: clientEvents.sync.payload }) request: CheckedPayload<'sync'>,
  ): Promise<ClientEventData<'sync'>> {
    return this.synchronisation.sync(actor, request);
  }
}
