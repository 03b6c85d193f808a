import { expect, it } from '@jest/globals';
import { LiveDelivery } from './live-delivery.js';

it('tries again until it succeeds, and no more once the service stops', async () => {
  const delivery = new LiveDelivery();
  delivery.pausesMs = [1, 1];
  const audience = () => {
    throw new Error('nobody reconnects');
  };
  let tries = 0;
  const failing = (times: number) => () => {
    tries += 1;
    return tries > times ? Promise.resolve() : Promise.reject(new Error('away'));
  };
  await delivery.run(failing(2), audience);
  expect(tries).toBe(3);
  delivery.onModuleDestroy();
  tries = 0;
  await delivery.run(failing(5), audience);
  expect(tries).toBe(1);
});
