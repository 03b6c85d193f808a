import type {
  Acknowledgement,
  ClientEventData,
  ClientEventName,
  ClientPayload,
} from '@litspark/shared-contracts';
import type { Socket } from 'socket.io-client';
import { ApiError } from './api-error';

const answerWithinMs = 10_000;

/** The part of the socket we send through; its generic types can't be instantiated for an event that is a parameter. */
interface Emitter {
  timeout(ms: number): {
    emit(event: string, payload: unknown, acknowledge: (error: Error | null, answer?: unknown) => void): void;
  };
}

/** Sends an event and gives what its acknowledgement holds, or throws `ApiError`. `took` hears of each answer, in milliseconds. */
export function acknowledged<E extends ClientEventName>(
  socket: Socket | undefined,
  event: E,
  payload: ClientPayload<E>,
  took: (ms: number) => void,
): Promise<ClientEventData<E>> {
  // Not left to the socket's own buffer: what may be sent again later is the outbox's to know.
  if (!socket?.connected) return Promise.reject(ApiError.noAnswer('not connected'));
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    (socket as unknown as Emitter).timeout(answerWithinMs).emit(event, payload, (error, answer) => {
      if (error) {
        reject(ApiError.noAnswer(error.message));
        return;
      }
      took(Math.round(performance.now() - begun));
      const acknowledgement = answer as Acknowledgement<ClientEventData<E>>;
      if (acknowledgement.ok) resolve(acknowledgement.data);
      else reject(ApiError.fromSocket(acknowledgement.error));
    });
  });
}
