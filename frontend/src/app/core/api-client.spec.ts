import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, expect, it, jest } from '@jest/globals';
import { ann, ben } from '../../testing/shapes';
import { ApiClient } from './api-client';
import { SessionService } from './session.service';

const before = globalThis.fetch;
afterEach(() => void (globalThis.fetch = before));

it('never does as another person what one has asked, when a tab signed in as that one meanwhile', async () => {
  const fetched = jest.fn<typeof fetch>();
  globalThis.fetch = fetched;
  const user = signal({ id: ann });
  const become = () => {
    user.set({ id: ben });
    return Promise.resolve('the token of another');
  };
  const session = { user, state: signal('signed-in'), accessToken: become, renew: become };
  TestBed.configureTestingModule({ providers: [{ provide: SessionService, useValue: session }] });
  await expect(TestBed.inject(ApiClient).patch('/me', { theme: 'dark' })).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  expect(fetched).not.toHaveBeenCalled();
});
