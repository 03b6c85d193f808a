import {
  type EnvironmentProviders,
  InjectionToken,
  makeEnvironmentProviders,
  NgModule,
  type Provider,
} from '@angular/core';

/**
 * The scope of a session. A service with `@Injectable({ providedIn: SessionScope })` is created once in each session, when
 * it is first injected, and destroyed when the session ends. Whatever holds a person's data is such a service, and so is
 * whatever injects one: outside of a session Angular finds no provider for it.
 */
@NgModule()
export class SessionScope {}

/** The id of the person whose session it is. */
export const ownUserId = new InjectionToken<string>('id of the session’s person');

export type Providers = Provider | EnvironmentProviders;

/** What the injector of a session provides besides the services of its scope. */
export const sessionProviders = new InjectionToken<readonly (readonly Providers[])[]>(
  'providers of a session',
);

/** For the application's providers: adds these to the injector of each session. */
export function provideInSession(...providers: readonly Providers[]): EnvironmentProviders {
  return makeEnvironmentProviders([{ provide: sessionProviders, useValue: providers, multi: true }]);
}

/** Loads providers of the injector of each session, with what they import: the sign-in page does without all of it. */
export type LoadSession = () => Promise<readonly Providers[]>;
export const sessionLoads = new InjectionToken<readonly LoadSession[]>('loads of a session');

/** For the application's providers: loads these before the first session, whose injector is there only then. */
export function provideSessionBy(load: LoadSession): EnvironmentProviders {
  return makeEnvironmentProviders([{ provide: sessionLoads, useValue: load, multi: true }]);
}
