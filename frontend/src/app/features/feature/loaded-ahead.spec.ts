import { Injectable, Injector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { expect, it } from '@jest/globals';
import { loadedAhead } from './loaded-ahead';

@Injectable({ providedIn: 'root' })
class Service {
  readonly done: string[] = [];
}

it('is worked with in the same task once it is loaded, and as soon as it is before', async () => {
  const ahead = loadedAhead(() => Promise.resolve(Service));
  const { done } = TestBed.inject(Service);
  const use = (what: string) =>
    ahead.use(TestBed.inject(Injector), (service) => void service.done.push(what));
  const early = use('early');
  expect(done).toEqual([]);
  await early;
  void use('at once');
  expect(done).toEqual(['early', 'at once']);
});
