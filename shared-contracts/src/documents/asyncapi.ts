import type * as z from 'zod';
import { clientEvents, serverEvents } from '../contract.js';
import { socketError } from '../errors.js';
import type { ClientEvent } from '../feature/client-event.js';
import { workPoints } from '../feature/work.js';
import { namedSchemas, reference } from './components.js';
import type { JsonSchema } from './components.js';

const channel = { $ref: '#/channels/socket' };
const messageRef = (name: string) => ({ $ref: `#/channels/socket/messages/${name}` });

/** The AsyncAPI 3 document of the Socket.IO interface. An event's name is its message's name. */
export function asyncApiDocument(version: string): JsonSchema {
  const sent = Object.entries<ClientEvent>(clientEvents).map(([name, event]) => ({ name, ...event }));
  const received = Object.entries(serverEvents);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'LitSpark Messagerie, live',
      version,
      description:
        'Socket.IO, default namespace; the access token goes with the handshake as `auth.token`. ' +
        'Every event a client sends is acknowledged once, with `ok`.',
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    channels: {
      socket: {
        address: '/socket.io',
        messages: Object.fromEntries([
          ...sent.flatMap(({ name, payload, data }) => [
            [`client_${name}`, eventMessage(name, payload)],
            [`answer_${name}`, { name: `${name} (acknowledgement)`, payload: acknowledgement(data) }],
          ]),
          ...received.map(([name, payload]) => [`server_${name}`, eventMessage(name, payload)]),
        ]) as Record<string, JsonSchema>,
      },
    },
    operations: {
      ...Object.fromEntries(
        sent.map(({ name, access, work }) => [
          `receive_${name}`,
          {
            action: 'receive',
            channel,
            summary: `Access: ${access}. Work: ${workPoints[work]}.`,
            messages: [messageRef(`client_${name}`)],
            reply: { channel, messages: [messageRef(`answer_${name}`)] },
          },
        ]),
      ),
      ...Object.fromEntries(
        received.map(([name]) => [
          `send_${name}`,
          { action: 'send', channel, messages: [messageRef(`server_${name}`)] },
        ]),
      ),
    },
    components: { schemas: namedSchemas('draft-7') },
  };
}

const eventMessage = (name: string, payload: z.ZodType) => ({ name, payload: reference(payload) });

const acknowledgement = (data: z.ZodType): JsonSchema => ({
  oneOf: [
    { type: 'object', required: ['ok', 'data'], properties: { ok: { const: true }, data: reference(data) } },
    {
      type: 'object',
      required: ['ok', 'error'],
      properties: { ok: { const: false }, error: reference(socketError) },
    },
  ],
});
