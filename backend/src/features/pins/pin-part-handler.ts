import { HandlesPart } from '../../platform/contract/message-part-handler.js';
import { MessagePartHandler } from '../messages/message-part.port.js';
import { PinsRepository } from './pins.repository.js';

/** No send brings a pin; a deletion takes it away. */
@HandlesPart('pin')
export class PinPartHandler extends MessagePartHandler<'pin'> {
  constructor(private readonly pins: PinsRepository) {
    super();
  }

  override removed({ id }: { id: string }): Promise<void> {
    return this.pins.remove(id);
  }
}
