import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { NotFoundError, UnauthenticatedError } from '../../platform/errors/domain-error.js';
import { ConnectedSockets } from '../../platform/realtime/connected-sockets.js';
import { belongsInRooms, type RealtimeSocket } from '../../platform/realtime/realtime-socket.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { rooms } from '../../platform/realtime/rooms.js';
import { ConversationsService } from '../conversations/conversations.service.js';

/** A socket on its way into rooms: what happens meanwhile is noted here, because its rooms are not there yet. */
interface Arrival {
  socket: RealtimeSocket;
  /** Conversations it must not enter any more. */
  revoked: Set<string>;
}

/** Which sockets of this node are in which conversations' rooms: participants' in `conversation`, those that joined in `active`. */
@Injectable()
export class ConversationRooms implements OnModuleInit {
  private readonly logger = new Logger(ConversationRooms.name);
  private readonly arrivals = new Set<Arrival>();

  constructor(
    private readonly realtime: Realtime,
    private readonly sockets: ConnectedSockets,
    private readonly conversations: ConversationsService,
  ) {}

  onModuleInit(): void {
    this.realtime.onAdmission((socket) => this.admit(socket));
  }

  /**
   * Makes a socket active in a conversation of its user, then loads what it shows: so nothing falls between. Throws
   * `NotFoundError` to who doesn't participate, and `UnauthenticatedError` where the session is over meanwhile.
   * Whoever is removed, or leaves, meanwhile stays outside.
   */
  async enter<T>(socket: RealtimeSocket, conversationId: string, load: () => Promise<T>): Promise<T> {
    const wasActive = socket.rooms.has(rooms.active(conversationId));
    return this.arriving(socket, async (revoked) => {
      try {
        // Whose socket is in the room participates; what is loaded below says if that is over.
        await this.authorise(socket, conversationId);
        assertNotExpired(socket);
        if (!revoked.has(conversationId)) {
          void socket.join([rooms.conversation(conversationId), rooms.active(conversationId)]);
        }
        const loaded = await load();
        assertNotExpired(socket);
        return loaded;
      } catch (error) {
        if (error instanceof NotFoundError) this.removeSocket(socket, conversationId);
        else if (!wasActive) void socket.leave(rooms.active(conversationId));
        throw error;
      }
    });
  }

  /** Throws `NotFoundError` to who doesn't participate. A keystroke must cost no query: whose socket is in the room does. */
  async authorise(socket: RealtimeSocket, conversationId: string): Promise<void> {
    if (socket.rooms.has(rooms.conversation(conversationId))) return;
    await this.conversations.forParticipant(socket.data.actor, conversationId);
  }

  /** The socket is passive in the conversation again. */
  leave(socket: RealtimeSocket, conversationId: string): void {
    void socket.leave(rooms.active(conversationId));
    for (const arrival of this.arrivals) if (arrival.socket === socket) arrival.revoked.add(conversationId);
  }

  /** These users participate: their sockets belong in the room. */
  add(conversationId: string, userIds: readonly string[]): void {
    for (const userId of userIds) {
      for (const socket of this.sockets.of(userId)) {
        if (belongsInRooms(socket)) void socket.join(rooms.conversation(conversationId));
      }
    }
  }

  /** This user doesn't participate any more: at once nothing of the conversation reaches their sockets. */
  remove(conversationId: string, userId: string): void {
    for (const socket of this.sockets.of(userId)) this.removeSocket(socket, conversationId);
  }

  /** The users with sockets of this node in the room. */
  usersIn(conversationId: string): string[] {
    const sockets = this.realtime.socketsIn(rooms.conversation(conversationId));
    return [...new Set(sockets.map(({ data }) => data.actor.userId))];
  }

  /** This node's sockets of these users that are in the room: who may be sent its events now. */
  socketIdsOf(conversationId: string, userIds: readonly string[]): string[] {
    const room = this.realtime.socketIds(rooms.conversation(conversationId));
    return this.socketsOf(userIds).flatMap(({ id }) => (room.has(id) ? id : []));
  }

  /** Those of these users who have a socket here that could be in the room and isn't. */
  outside(conversationId: string, userIds: readonly string[]): string[] {
    const room = this.realtime.socketIds(rooms.conversation(conversationId));
    return userIds.filter((userId) =>
      this.socketsOf([userId]).some((socket) => belongsInRooms(socket) && !room.has(socket.id)),
    );
  }

  /** Lets in those of these users who participate: a message may overtake the news that somebody was added. */
  async admitParticipants(conversationId: string, userIds: readonly string[]): Promise<void> {
    const arrivals: Arrival[] = this.socketsOf(userIds).map((socket) => ({ socket, revoked: new Set() }));
    for (const arrival of arrivals) this.arrivals.add(arrival);
    try {
      const participants = new Set(await this.conversations.presentOf(conversationId, [...userIds]));
      for (const { socket, revoked } of arrivals) {
        const mayEnter = belongsInRooms(socket) && !revoked.has(conversationId);
        if (mayEnter && participants.has(socket.data.actor.userId)) {
          void socket.join(rooms.conversation(conversationId));
        }
      }
    } finally {
      for (const arrival of arrivals) this.arrivals.delete(arrival);
    }
  }

  /** Asks the database who participates, and takes the others out. For when another node may have removed somebody. */
  async refresh(conversationId: string): Promise<void> {
    const here = this.usersIn(conversationId);
    if (here.length === 0) return;
    const participants = new Set(await this.conversations.presentOf(conversationId, here));
    for (const userId of here) if (!participants.has(userId)) this.remove(conversationId, userId);
  }

  /** A socket that connects, or whose session is restored, enters the rooms of all conversations of its user. */
  private admit(socket: RealtimeSocket): Promise<void> {
    return this.arriving(socket, async (revoked) => {
      const ids = await this.conversations.idsOf(socket.data.actor.userId);
      const { roomsBefore } = socket.data;
      if (!belongsInRooms(socket)) return;
      for (const id of ids) {
        if (revoked.has(id)) continue;
        void socket.join(rooms.conversation(id));
        if (roomsBefore.has(rooms.active(id))) void socket.join(rooms.active(id));
      }
      socket.data.roomsBefore = new Set();
      this.logger.debug(`a socket entered ${ids.length} conversations`);
    });
  }

  private socketsOf(userIds: readonly string[]): RealtimeSocket[] {
    return userIds.flatMap((userId) => [...this.sockets.of(userId)]);
  }

  private async arriving<T>(
    socket: RealtimeSocket,
    work: (revoked: ReadonlySet<string>) => Promise<T>,
  ): Promise<T> {
    const arrival: Arrival = { socket, revoked: new Set() };
    this.arrivals.add(arrival);
    try {
      return await work(arrival.revoked);
    } finally {
      this.arrivals.delete(arrival);
    }
  }

  private removeSocket(socket: RealtimeSocket, conversationId: string): void {
    this.leave(socket, conversationId);
    void socket.leave(rooms.conversation(conversationId));
  }
}

/** Where its token ran out while we looked, an answer would say that it is active, and it wouldn't be. */
function assertNotExpired(socket: RealtimeSocket): void {
  if (!belongsInRooms(socket)) throw new UnauthenticatedError('The session has expired: authenticate again.');
}
