import { SetMetadata } from '@nestjs/common';

const PUBLIC_KEY = 'litspark:public';

/** Lets callers in without a session, where an address is not one of the contract (see `Endpoint`). */
export const Public = () => SetMetadata(PUBLIC_KEY, true);

/** Whether a handler or its controller is `@Public()`. */
export const isPublic = (...targets: object[]): boolean =>
  targets.some((target) => Reflect.getMetadata(PUBLIC_KEY, target) === true);
