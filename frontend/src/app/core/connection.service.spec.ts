import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { FakeSocket } from '../../testing/fake-socket';
import { provideSession } from '../../testing/session';
import { ConnectionService, type ConnectionStatus } from './connection.service';
import { ConnectionMonitor } from './connection-monitor';
import { SocketClient } from './socket-client';

let socket: FakeSocket;
const overdue = signal(false);
let connection: ConnectionService;
let seen: ConnectionStatus[];

beforeEach(() => {
  jest.useFakeTimers();
  socket = new FakeSocket();
  overdue.set(false);
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      { provide: SocketClient, useValue: socket },
      { provide: ConnectionMonitor, useValue: { overdue, setWaiting: () => undefined } },
    ],
  });
  connection = TestBed.inject(ConnectionService);
  seen = [];
  connection.status$.subscribe((status) => seen.push(status));
  TestBed.tick();
});

afterEach(() => void jest.useRealTimers());

const happens = (change: () => void) => {
  change();
  TestBed.tick();
};

const goLive = () => {
  happens(() => socket.connect());
  happens(() => socket.arrive());
  happens(() => connection.synced());
};

it('is connecting until the first sync is done, and live from then on', () => {
  happens(() => socket.connect());
  happens(() => socket.arrive());
  expect(connection.status()).toBe('connecting');
  expect(connection.lastSyncedAt()).toBeNull();
  happens(() => connection.synced());
  expect(connection.status()).toBe('live');
  expect(connection.lastSyncedAt()).not.toBeNull();
  expect(seen).toEqual(['connecting', 'live']);
});

it('says when it is on long-polling, and when it gets off it', () => {
  happens(() => socket.connect());
  happens(() => socket.arrive('polling'));
  happens(() => connection.synced());
  expect(connection.status()).toBe('polling');
  expect(connection.connected()).toBe(true);
  happens(() => socket.transport.set('websocket'));
  expect(connection.status()).toBe('live');
});

it('doesn’t flicker over a loss that heals within a second', () => {
  goLive();
  happens(() => socket.lose());
  jest.advanceTimersByTime(500);
  happens(() => socket.arrive());
  jest.advanceTimersByTime(400);
  happens(() => connection.synced());
  jest.advanceTimersByTime(5_000);
  expect(seen).toEqual(['connecting', 'live']);
});

it('shows a longer loss, even when the socket is back but not yet up to date', () => {
  goLive();
  happens(() => socket.lose());
  happens(() => socket.arrive());
  jest.advanceTimersByTime(1_000);
  expect(connection.status()).toBe('connecting');
});

it('is offline at once when the browser loses the network, and drops the socket, which may not know', () => {
  goLive();
  happens(() => window.dispatchEvent(new Event('offline')));
  expect(connection.status()).toBe('offline');
  expect(socket.restarts).toBe(1);
  happens(() => window.dispatchEvent(new Event('online')));
  expect(socket.reconnections).toBe(1);
  expect(connection.status()).toBe('connecting');
});

it('says that the server cannot be reached after two attempts failed', () => {
  happens(() => socket.connect());
  happens(() => socket.lifecycle.next('failed'));
  expect(connection.status()).toBe('connecting');
  expect(connection.cutOff()).toBe(false);
  happens(() => socket.lifecycle.next('failed'));
  expect(connection.status()).toBe('unreachable');
  expect(connection.cutOff()).toBe(true);
});

it('is not live while the server owes an answer, says so at once, and is live again when it comes', () => {
  goLive();
  expect(connection.connected()).toBe(true);
  happens(() => overdue.set(true));
  expect(connection.status()).toBe('connecting');
  expect(connection.connected()).toBe(false);
  expect(connection.isFresh()).toBe(false);
  happens(() => overdue.set(false));
  expect(connection.status()).toBe('live');
  expect(seen).toEqual(['connecting', 'live', 'connecting', 'live']);
});

it('is offline where there is no network from the start', () => {
  const online = jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  happens(() => socket.connect());
  expect(connection.status()).toBe('offline');
  online.mockReturnValue(true);
  happens(() => window.dispatchEvent(new Event('online')));
  expect(connection.status()).toBe('connecting');
  online.mockRestore();
});
