import { Server } from 'socket.io';
import { listening } from './listening.js';

// Socket.IO by itself: rooms, acknowledgements, nothing stored.
new Server(await listening(), { transports: ['websocket'] }).on('connection', (socket) => {
  socket.on('join', (conversation: number, done: () => void) => {
    void socket.join(String(conversation));
    done();
  });
  socket.on('send', (conversation: number, message: string, body: string, done: () => void) => {
    socket.nsp.to(String(conversation)).emit('message', conversation, message, body);
    done();
  });
});
