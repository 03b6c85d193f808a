import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { UnauthenticatedError } from '../errors/domain-error.js';
import type { Actor } from './actor.js';

/** Who acts, as the guard found it: on the request, or in a socket's `data`. Throws `UnauthenticatedError` if nobody does. */
export function actorOf(context: ExecutionContext): Actor {
  const actor =
    context.getType() === 'ws'
      ? context.switchToWs().getClient<{ data?: { actor?: Actor } }>().data?.actor
      : context.switchToHttp().getRequest<{ actor?: Actor }>().actor;
  if (!actor) throw new UnauthenticatedError('Sign in first.');
  return actor;
}

/** `@CurrentActor() actor: Actor` in a controller or gateway. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  actorOf(context),
);
