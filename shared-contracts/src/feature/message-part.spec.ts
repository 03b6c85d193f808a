import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import {
  asyncApiDocument,
  clientEvents,
  declaredParts,
  message,
  openApiDocument,
  sendMessageRequest,
} from '../index.js';
import { inputSchema, stateSchema } from './message-part.js';

const declared = {
  poll: {
    state: z.object({ question: z.string(), votes: z.int() }),
    input: z.object({ question: z.string().min(1) }),
  },
  mark: { state: z.object({ at: z.string() }) },
};
const faultsOf = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ path }) => path.join('.'));

describe('the state of a message’s parts', () => {
  const states = stateSchema(declared);

  it('is each part’s own, and may be nothing at all', () => {
    expect(states.parse({})).toEqual({});
    expect(states.parse({ mark: { at: 'now' } })).toEqual({ mark: { at: 'now' } });
    expect(faultsOf(states, { poll: { question: 'Où ?' } })).toEqual(['poll.votes']);
  });

  it('may hold parts that nobody here knows, and keeps them', () => {
    expect(states.parse({ later: [1] })).toEqual({ later: [1] });
  });
});

describe('what a send brings for parts', () => {
  const inputs = inputSchema(declared);

  it('is read by each part’s own schema', () => {
    expect(inputs.parse({ poll: { question: 'Où ?', surprise: 1 } })).toEqual({ poll: { question: 'Où ?' } });
    expect(faultsOf(inputs, { poll: { question: '' } })).toEqual(['poll.question']);
    expect(faultsOf(inputs, { poll: 7 })).toEqual(['poll']);
  });

  it.each(['mark', 'unknown', 'toString'])('is refused at its name for %s', (name) => {
    expect(faultsOf(inputs, { [name]: {} })).toEqual([name]);
  });

  it('may not touch a prototype', () => {
    const read = inputs.parse(JSON.parse('{"__proto__":{"admin":true}}'));
    expect([Object.keys(read), 'admin' in read]).toEqual([[], false]);
  });
});

describe('the contract', () => {
  const one = '0190f3a1-7c3b-7abc-8def-0123456789ab';
  const send = { conversationId: one, clientMessageId: one, body: 'hi' };

  it('takes a send without parts, and refuses unknown ones at their name', () => {
    for (const schema of [clientEvents.send_message.payload, sendMessageRequest]) {
      expect(schema.safeParse(send).success).toBe(true);
      expect(schema.safeParse({ ...send, parts: {} }).success).toBe(true);
      expect(faultsOf(schema, { ...send, parts: { unheardOf: {} } })).toEqual(['parts.unheardOf']);
      expect(faultsOf(schema, { ...send, parts: [] })).toEqual(['parts']);
    }
  });

  it('shows in both documents which parts there are', () => {
    for (const document of [openApiDocument('1'), asyncApiDocument('1')]) {
      const { schemas } = document['components'] as { schemas: Record<string, { properties: object }> };
      const fieldsOf = (name: string) => JSON.stringify(schemas[name]?.properties);
      expect(fieldsOf('Message')).toContain('"#/components/schemas/MessageParts"');
      expect(fieldsOf('SendMessage')).toContain('"#/components/schemas/MessagePartInputs"');
      expect(Object.keys(schemas['MessageParts']?.properties ?? {})).toEqual(Object.keys(declaredParts));
      expect(schemas['MessagePartInputs']).toMatchObject({ type: 'object', additionalProperties: false });
    }
  });

  it('lets every message have parts', () => {
    expect(message.shape.parts.safeParse({ unheardOf: 1 }).success).toBe(true);
    expect(message.shape.parts.safeParse(undefined).success).toBe(false);
  });
});
