import { ApiError } from './api-error';

/** Makes a call, and once more where its access token isn't taken: after `renew`, unless that fails. */
export async function onceRenewed<T>(call: () => Promise<T>, renew: () => Promise<unknown>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    if (ApiError.from(thrown).code !== 'UNAUTHENTICATED') throw thrown;
    await renew();
    return await call();
  }
}
