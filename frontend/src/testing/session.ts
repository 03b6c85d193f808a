import {
  createEnvironmentInjector,
  EnvironmentInjector,
  type EnvironmentProviders,
  importProvidersFrom,
  makeEnvironmentProviders,
  type Provider,
} from '@angular/core';
import { TestBed } from '@angular/core/testing';
import './web-locks';
import { ownUserId, SessionScope } from '../app/core/session-scope';
import { ann } from './shapes';

/** Makes a test's injector one of a session, so that the test injects its services as it does others. */
export function provideSession(userId = ann): EnvironmentProviders {
  return makeEnvironmentProviders([
    importProvidersFrom(SessionScope),
    { provide: ownUserId, useValue: userId },
  ]);
}

/** A session beside others of one test, until it is destroyed. */
export function aSession(userId = ann, providers: readonly Provider[] = []): EnvironmentInjector {
  return createEnvironmentInjector(
    [provideSession(userId), ...providers],
    TestBed.inject(EnvironmentInjector),
  );
}

/** Gives the test's page up, as a reload does: its session goes on, so that nothing of it is cleared away. */
export function leavePage(): void {
  const left = { ...localStorage } as Record<string, string>;
  TestBed.resetTestingModule();
  for (const [key, value] of Object.entries(left)) localStorage.setItem(key, value);
}
