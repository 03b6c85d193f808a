import { describe, expect, it } from '@jest/globals';
import { Controller, Module, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { WebSocketGateway } from '@nestjs/websockets';
import {
  clientEvents,
  declaredParts,
  itemKinds,
  routes,
  type ClientEventName,
  type ItemKindName,
  type MessagePartName,
  type RouteName,
} from '@litspark/shared-contracts';
import * as z from 'zod';
import { Endpoint } from '../http/endpoint.js';
import { SocketEvent } from '../realtime/socket-gateway.js';
import { UnsentBytes } from '../security/unsent-bytes.js';
import { WorkBudget } from '../security/work-budget.js';
import { ItemRule } from './item-rule.js';
import { ContractCheckService } from './contract-check.service.js';
import { requirePartHandlers } from './message-part-check.js';
import { HandlesPart } from './message-part-handler.js';

/** A class with one method for each name, decorated with it. */
function classOf<N extends string>(names: readonly N[], decorate: (name: N) => MethodDecorator): Type {
  class Handlers {}
  for (const [at, name] of names.entries()) {
    const descriptor = { value: () => null, configurable: true, writable: true };
    Object.defineProperty(Handlers.prototype, `handler${at}`, descriptor);
    decorate(name)(Handlers.prototype, `handler${at}`, descriptor);
  }
  return Handlers;
}

/** A provider that handles this part. */
function handlerOf(part: string): Type {
  class Handler {
    admit(): null {
      return null;
    }
  }
  HandlesPart(part as MessagePartName)(Handler);
  return Handler;
}

/** A provider that is the rule of a kind, whatever its name. */
function ruleOf(kind: string): Type {
  class Rule {}
  ItemRule(kind as ItemKindName)(Rule);
  return Rule;
}

/** What an endpoint's interceptors are made with: nobody is called here. */
const limits = [WorkBudget, UnsentBytes].map((provide) => ({ provide, useValue: {} }));

async function start({
  calls = Object.keys(routes) as RouteName[],
  events = Object.keys(clientEvents) as ClientEventName[],
  parts = Object.keys(declaredParts),
  kinds = Object.keys(itemKinds),
  guarded = true,
}: {
  calls?: RouteName[];
  events?: ClientEventName[];
  parts?: string[];
  kinds?: string[];
  guarded?: boolean;
}): Promise<void> {
  const controller = classOf(calls, Endpoint);
  Controller()(controller);
  const gateway = classOf(events, SocketEvent);
  WebSocketGateway()(gateway);
  // Without the guards themselves, whose providers are not there.
  if (guarded) Reflect.defineMetadata('litspark:socket-gateway', true, gateway);
  @Module({
    imports: [DiscoveryModule],
    controllers: [controller],
    providers: [gateway, ContractCheckService, ...limits, ...parts.map(handlerOf), ...kinds.map(ruleOf)],
  })
  class Product {}
  const testing = await Test.createTestingModule({ imports: [Product] }).compile();
  testing.get(ContractCheckService).onApplicationBootstrap();
}

const without = <N extends string>(all: object, name: N) =>
  Object.keys(all).filter((one) => one !== name) as N[];

describe('the check of the contract', () => {
  it('lets a product start that handles each call and event once', async () => {
    await expect(start({})).resolves.toBeUndefined();
  });

  it('refuses one in which a call or an event has no handler', async () => {
    await expect(start({ calls: without<RouteName>(routes, 'getMe') })).rejects.toThrow(
      'The REST call “getMe” of the contract has 0 handlers.',
    );
    await expect(start({ events: without<ClientEventName>(clientEvents, 'typing') })).rejects.toThrow(
      'The event “typing” of the contract has 0 handlers.',
    );
  });

  it('refuses one in which two would answer', async () => {
    const events = Object.keys(clientEvents) as ClientEventName[];
    await expect(start({ events: [...events, 'sync'] })).rejects.toThrow(
      '“sync” of the contract has 2 handlers',
    );
  });

  it('refuses one in which a message part has no handler, two, or none of the contract', async () => {
    const check = (...handlers: Type[]) => requirePartHandlers({ poll: { state: z.string() } }, handlers);
    expect(() => check(handlerOf('poll'))).not.toThrow();
    expect(() => check()).toThrow('The message part “poll” of the contract has 0 handlers.');
    expect(() => check(handlerOf('poll'), handlerOf('poll'))).toThrow(
      '“poll” of the contract has 2 handlers',
    );
    await expect(start({ parts: [...Object.keys(declaredParts), 'unheardOf'] })).rejects.toThrow(
      'There is a handler of the message part “unheardOf”, which the contract doesn’t declare.',
    );
  });

  it('refuses a gateway without guard and limits', async () => {
    await expect(start({ guarded: false })).rejects.toThrow('takes events unguarded');
  });

  it('refuses one in which a kind of personal items has no rule, or two', async () => {
    const [kind = '', ...others] = Object.keys(itemKinds);
    await expect(start({ kinds: others })).rejects.toThrow(
      `The kind “${kind}” of personal items has 0 rules.`,
    );
    await expect(start({ kinds: [kind, kind, ...others] })).rejects.toThrow(
      `“${kind}” of personal items has 2 rules`,
    );
  });

  it('refuses a rule of a kind that no feature declares', async () => {
    await expect(start({ kinds: [...Object.keys(itemKinds), 'pebbles'] })).rejects.toThrow(
      'There is a rule for “pebbles”, which no feature declares.',
    );
  });
});
