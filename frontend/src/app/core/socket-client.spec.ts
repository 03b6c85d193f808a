import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { Subject } from 'rxjs';
import { provideSession } from '../../testing/session';
import { SessionService } from './session.service';
import { SocketClient } from './socket-client';

/** The library's socket, whose attempts the test counts and lets fail. */
const attempts = jest.fn();
let refuse: (error: Error) => void;
jest.mock('ngx-socket-io', () => ({
  Socket: class {
    readonly ioSocket = {
      active: false,
      io: { on: () => undefined, removeAllListeners: () => undefined },
      on: (event: string, listener: (error: Error) => void) => {
        if (event === 'connect_error') refuse = listener;
      },
      onAny: () => undefined,
      offAny: () => undefined,
      removeAllListeners: () => undefined,
      disconnect: () => undefined,
    };

    connect(): void {
      attempts();
    }
  },
}));

let client: SocketClient;

beforeEach(() => {
  jest.useFakeTimers();
  attempts.mockClear();
  const session = { renewed$: new Subject(), renewalDueInMs: () => 60_000_000 };
  TestBed.configureTestingModule({
    providers: [provideSession(), { provide: SessionService, useValue: session }],
  });
  client = TestBed.inject(SocketClient);
  client.connect();
});
afterEach(() => {
  TestBed.resetTestingModule();
  jest.useRealTimers();
});

it.each([0, 20_000])(
  'comes back after a refusal when the server said, and soon after that: %d ms',
  (retryAfterMs) => {
    refuse(Object.assign(new Error('slow down'), { data: { code: 'RATE_LIMITED', retryAfterMs } }));
    jest.advanceTimersByTime(retryAfterMs);
    expect(attempts).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(retryAfterMs / 2 + 1_000);
    expect(attempts).toHaveBeenCalledTimes(2);
  },
);
