import { WebSocketServer, type WebSocket } from 'ws';
import { listening } from './listening.js';

// The least that a server must do: rooms of sockets, an acknowledgement and a frame for each member. Nothing is stored.
type Frame = { id: number; event: 'join' | 'send'; conversation: number; message?: string; body?: string };

const rooms = new Map<number, Set<WebSocket>>();

new WebSocketServer({ server: await listening() }).on('connection', (socket) => {
  const joined = new Set<Set<WebSocket>>();
  socket.on('close', () => joined.forEach((room) => room.delete(socket)));
  socket.on('message', (data: Buffer) => {
    const { id, event, conversation, message, body } = JSON.parse(data.toString()) as Frame;
    const room = rooms.get(conversation) ?? new Set();
    rooms.set(conversation, room);
    if (event === 'join') {
      room.add(socket);
      joined.add(room);
    } else {
      const text = JSON.stringify({ conversation, message, body });
      for (const member of room) member.send(text);
    }
    socket.send(JSON.stringify({ answered: id }));
  });
});
