import { TestBed } from '@angular/core/testing';
import { afterEach, expect, it, jest } from '@jest/globals';
import { aSession } from '../../testing/session';
import { provideSession } from '../../testing/session';
import { ApiClient } from './api-client';
import { SessionService } from './session.service';

const before = globalThis.fetch;
afterEach(() => void (globalThis.fetch = before));

it('never does as another person what one has asked, when a tab signed in as that one meanwhile', async () => {
  const fetched = jest.fn<typeof fetch>();
  globalThis.fetch = fetched;
  const become = () => {
    own.destroy();
    return Promise.resolve('the token of another');
  };
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      { provide: SessionService, useValue: { accessToken: become, renew: become } },
    ],
  });
  const own = aSession();
  const api = own.get(ApiClient);
  const refused = { code: 'UNAUTHENTICATED' };
  await expect(api.patch('/me', { theme: 'dark' })).rejects.toMatchObject(refused);
  await expect(api.get('/me')).rejects.toMatchObject(refused);
  expect(fetched).not.toHaveBeenCalled();
});
