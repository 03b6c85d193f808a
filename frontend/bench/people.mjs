import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import { administrator } from './product.mjs';

const password = 'a long enough password';

/** Calls the product's REST interface. Throws where it doesn't answer 2xx. */
async function call(url, method, path, body, token) {
  const answer = await fetch(url + path, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return { answer, data: await answer.json() };
}

export async function administratorOf(url) {
  const { data } = await call(url, 'POST', '/api/auth/login', administrator);
  return data.accessToken;
}

/** A new user, signed in. */
export async function newPerson(url, admin, name) {
  const email = `${name.toLowerCase()}.${randomUUID()}@bench.example`;
  const made = await call(url, 'POST', '/api/users', { displayName: `${name} Martin`, email }, admin);
  const { setupToken } = made.data;
  const { data } = await call(url, 'POST', '/api/auth/setup', { token: setupToken, password });
  const token = data.accessToken;
  return {
    id: data.user.id,
    email,
    createConversation: async (title, participantIds) =>
      (await call(url, 'POST', '/api/conversations', { kind: 'group', title, participantIds }, token)).data,
    markAsRead: (id, seq) => call(url, 'POST', `/api/conversations/${id}/read`, { seq }, token),
    /** The cookies of a session of its own: a browser shares none with another one. */
    cookies: async () => {
      const { answer } = await call(url, 'POST', '/api/auth/login', { email, password });
      return answer.headers.getSetCookie().map((cookie) => cookieOf(cookie, new URL(url).hostname));
    },
    connect: () => connected(url, token),
  };
}

function cookieOf(header, domain) {
  const [pair, ...rest] = header.split('; ');
  const at = pair.indexOf('=');
  const path = rest.find((one) => /^path=/i.test(one))?.slice('path='.length) ?? '/';
  return { name: pair.slice(0, at), value: pair.slice(at + 1), domain, path, httpOnly: true };
}

/** A socket that sends; `send` resolves once the message is stored. */
async function connected(url, token) {
  const socket = io(url, { auth: { token }, transports: ['websocket'], forceNew: true });
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return {
    send: async (conversationId, body) => {
      const given = { conversationId, clientMessageId: randomUUID(), body };
      const answer = await socket.emitWithAck('send_message', given);
      if (!answer.ok) throw new Error(`A send was refused: ${answer.error.code}`);
      return answer.data.message;
    },
    close: () => socket.disconnect(),
  };
}
