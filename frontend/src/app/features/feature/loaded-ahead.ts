import type { Injector, Type } from '@angular/core';
import type { Load } from './feature';

export interface LoadedAhead<T> {
  /** To be listed among the services of a feature, which are loaded once somebody is signed in. */
  readonly load: Load<T>;
  /** Works with the service: in this very task once it is loaded, so that no reload comes in between. */
  use<R = void>(injector: Injector, task: (service: T) => R | Promise<R>): R | Promise<R>;
}

/** A service that a feature loads before it is wanted, so that what it does needs no network and no time. */
export function loadedAhead<T>(load: Load<T>): LoadedAhead<T> {
  let loaded: Type<T> | null = null;
  const loading = async () => (loaded = await load());
  return {
    load: loading,
    use: (injector, task) =>
      loaded ? task(injector.get(loaded)) : loading().then((type) => task(injector.get(type))),
  };
}
