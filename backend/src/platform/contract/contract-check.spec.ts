import { describe, expect, it } from '@jest/globals';
import { Controller, Module, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { WebSocketGateway } from '@nestjs/websockets';
import { clientEvents, routes, type ClientEventName, type RouteName } from '@litspark/shared-contracts';
import { Endpoint } from '../http/endpoint.js';
import { SocketEvent } from '../realtime/socket-gateway.js';
import { ContractCheckService } from './contract-check.service.js';

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

async function start({
  calls = Object.keys(routes) as RouteName[],
  events = Object.keys(clientEvents) as ClientEventName[],
  guarded = true,
}: {
  calls?: RouteName[];
  events?: ClientEventName[];
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
    providers: [gateway, ContractCheckService],
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

  it('refuses a gateway without guard and limits', async () => {
    await expect(start({ guarded: false })).rejects.toThrow('takes events unguarded');
  });
});
