import { Pool } from 'pg';
import { Server } from 'socket.io';
import { listening } from './listening.js';

// What somebody writes in a weekend: Socket.IO and one awaited INSERT for each message. It neither numbers nor recognises what
// is sent again, and knows nobody's rights.
const pool = new Pool({ connectionString: process.argv[2], max: 10 });
await pool.query(
  'CREATE TABLE weekend_messages (seq bigserial PRIMARY KEY, conversation int, message text, body text)',
);
await pool.query('CREATE INDEX ON weekend_messages (conversation, seq)');

new Server(await listening(), { transports: ['websocket'] }).on('connection', (socket) => {
  socket.on('join', (conversation: number, done: () => void) => {
    void socket.join(String(conversation));
    done();
  });
  socket.on('send', (conversation: number, message: string, body: string, done: () => void) => {
    void pool
      .query('INSERT INTO weekend_messages (conversation, message, body) VALUES ($1, $2, $3)', [
        conversation,
        message,
        body,
      ])
      .then(() => {
        socket.nsp.to(String(conversation)).emit('message', conversation, message, body);
        done();
      });
  });
  socket.on('catch-up', (conversation: number, done: (rows: unknown[]) => void) => {
    void pool
      .query('SELECT message, body FROM weekend_messages WHERE conversation = $1 ORDER BY seq OFFSET 1', [
        conversation,
      ])
      .then(({ rows }) => done(rows));
  });
});
