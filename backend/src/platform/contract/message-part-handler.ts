import { SetMetadata } from '@nestjs/common';
import type { MessagePartName } from '@litspark/shared-contracts';

const PART_KEY = 'litspark:message-part';

/** Makes a provider the handler of a part of messages, which the contract declares by this name. */
export const HandlesPart = (name: MessagePartName): ClassDecorator => SetMetadata(PART_KEY, name);

/** The part that a provider's class handles; null where it handles none. */
export const handledPartOf = (type: object): string | null =>
  (Reflect.getMetadata(PART_KEY, type) as string | undefined) ?? null;
