import { Dialog } from '@angular/cdk/dialog';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { expect, it, jest } from '@jest/globals';
import { Subject } from 'rxjs';
import { SessionService } from '../../core/session.service';
import { closeAtSessionEnd } from './close-at-session-end';
import { SnackService } from './snack.service';

@Component({ selector: 'ls-secret', template: 'of this session' })
class SecretComponent {}

it('closes each dialog, and takes back what could still be undone, when the session ends', () => {
  const ended$ = new Subject<string>();
  TestBed.configureTestingModule({ providers: [{ provide: SessionService, useValue: { ended$ } }] });
  TestBed.runInInjectionContext(closeAtSessionEnd);
  const dialog = TestBed.inject(Dialog);
  const closed = jest.fn();
  for (const _ of [1, 2]) dialog.open(SecretComponent).closed.subscribe(closed);
  const passed = jest.fn();
  TestBed.inject(SnackService).show('deleted', { label: 'undo', run: () => undefined }, passed);
  ended$.next('expired');
  expect(closed).toHaveBeenCalledTimes(2);
  expect(document.body.textContent).not.toContain('of this session');
  expect(TestBed.inject(SnackService).shown()).toBeNull();
  // Whose it was is gone.
  expect(passed).not.toHaveBeenCalled();
});
