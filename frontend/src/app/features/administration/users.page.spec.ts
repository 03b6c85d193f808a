import { Dialog } from '@angular/cdk/dialog';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { User } from '@litspark/shared-contracts';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { SessionService } from '../../core/session.service';
import { AdministrationService } from '../../sync/administration.service';
import { ConfirmService, type Question } from '../messaging/confirm.service';
import { PageHeadComponent } from '../messaging/page-head.component';
import { SnackService } from '../messaging/snack.service';
import { NamesService } from '../names/names.service';
import { UsersPage } from './users.page';

@Component({ selector: 'ls-page-head', template: '' })
class NoHead {}

describe('the users page', () => {
  let ann: User;
  let asked: Question[];
  let sure: boolean;
  let element: HTMLElement;
  let settle: () => Promise<void>;

  beforeEach(async () => {
    jest.useFakeTimers();
    ann = { id: 'ann', displayName: 'Ann', email: 'ann@x.example', role: 'member', disabled: false } as User;
    asked = [];
    sure = true;
    const update = (change: Partial<User>) => Promise.resolve((ann = { ...ann, ...change }));
    TestBed.configureTestingModule({
      providers: [
        {
          provide: WordsService,
          useValue: { t: (key: string, values?: { name?: string }) => [key, values?.name].join(' ').trim() },
        },
        { provide: ErrorWords, useValue: {} },
        { provide: Dialog, useValue: {} },
        { provide: SessionService, useValue: { user: () => ({ id: 'me' }) } },
        { provide: NamesService, useValue: { current: (user: User) => user } },
        {
          provide: AdministrationService,
          useValue: {
            list: () => Promise.resolve({ items: [ann], nextCursor: null }),
            setRole: (_id: string, role: User['role']) => update({ role }),
            setDisabled: (_id: string, disabled: boolean) => update({ disabled }),
          },
        },
        {
          provide: ConfirmService,
          useValue: { ask: (question: Question) => (asked.push(question), Promise.resolve(sure)) },
        },
      ],
    });
    TestBed.overrideComponent(UsersPage, {
      remove: { imports: [PageHeadComponent] },
      add: { imports: [NoHead] },
    });
    const fixture = TestBed.createComponent(UsersPage);
    element = fixture.nativeElement as HTMLElement;
    settle = async () => {
      fixture.detectChanges();
      await jest.advanceTimersByTimeAsync(300);
      fixture.detectChanges();
    };
    await settle();
  });
  afterEach(() => void jest.useRealTimers());

  const roleField = () => element.querySelector('select');
  async function choose(role: string): Promise<void> {
    const field = roleField();
    if (!field) throw new Error('There is no role.');
    field.value = role;
    field.dispatchEvent(new Event('change'));
    await settle();
  }
  async function undo(): Promise<void> {
    TestBed.inject(SnackService).act();
    await settle();
  }

  it('asks before it makes an administrator, and keeps the role where that was not meant', async () => {
    sure = false;
    await choose('admin');
    expect(asked.map(({ heading }) => heading)).toEqual(['admin.promoteAsk Ann']);
    expect(ann.role).toBe('member');
    expect(roleField()?.value).toBe('member');
    sure = true;
    await choose('admin');
    expect(ann.role).toBe('admin');
  });

  it('offers to give the role back', async () => {
    await choose('admin');
    asked = [];
    await choose('member');
    expect(asked).toEqual([]);
    expect(TestBed.inject(SnackService).shown()?.text).toBe('admin.demoted Ann');
    await undo();
    expect(ann.role).toBe('admin');
  });

  it('asks before it disables somebody, and offers to undo', async () => {
    const disable = async () => {
      element.querySelector<HTMLButtonElement>('[aria-label="admin.disableNamed Ann"]')?.click();
      await settle();
    };
    sure = false;
    await disable();
    expect(ann.disabled).toBe(false);
    sure = true;
    await disable();
    expect(asked.map(({ heading }) => heading)).toEqual(['admin.disableAsk Ann', 'admin.disableAsk Ann']);
    expect(ann.disabled).toBe(true);
    await undo();
    expect(ann.disabled).toBe(false);
  });
});
