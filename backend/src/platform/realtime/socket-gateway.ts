import { applyDecorators, SetMetadata, UseFilters, UseGuards } from '@nestjs/common';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { clientEvents, type ClientEventName } from '@litspark/shared-contracts';
import { AcknowledgementFilter } from './acknowledgement.filter.js';
import { EventRateGuard } from './event-rate.guard.js';
import { JwtSocketGuard } from './jwt-socket.guard.js';
import { UnsentBytesGuard } from './unsent-bytes.guard.js';
import { WorkGuard } from './work.guard.js';

const GATEWAY_KEY = 'litspark:socket-gateway';
const EVENT_KEY = 'litspark:socket-event';

/**
 * Makes a class the gateway of a feature's own events: only sockets with a good session, within the limits of their person, reach
 * its `@SocketEvent` methods. What a method returns is the acknowledgement's `data`; what it throws is its `error`. Methods call
 * their service before they wait for anything, so that what a socket sends keeps its order. Interceptors are for nobody: an event
 * that had one would reach its method later than those without, and cost more than the rest of its way.
 */
export const SocketGateway = (): ClassDecorator =>
  applyDecorators(
    WebSocketGateway(),
    UseGuards(JwtSocketGuard, EventRateGuard, WorkGuard, UnsentBytesGuard),
    UseFilters(AcknowledgementFilter),
    SetMetadata(GATEWAY_KEY, true),
  );

/** Makes a method of a `@SocketGateway()` the handler of an event of the contract. */
export const SocketEvent = (name: ClientEventName): MethodDecorator =>
  applyDecorators(SubscribeMessage(name), SetMetadata(EVENT_KEY, name));

/** The event's payload, once its schema let it through; else the answer is `VALIDATION_FAILED`. */
export const EventPayload = (name: ClientEventName): ParameterDecorator =>
  MessageBody({ schema: clientEvents[name].payload });

export const isSocketGateway = (type: object): boolean => Reflect.getMetadata(GATEWAY_KEY, type) === true;

/** The event that a method handles; null where it handles none. */
export const socketEventOf = (handler: object): ClientEventName | null =>
  (Reflect.getMetadata(EVENT_KEY, handler) as ClientEventName | undefined) ?? null;
