import { Dialog } from '@angular/cdk/dialog';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, RouterOutlet, withComponentInputBinding } from '@angular/router';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Subject } from 'rxjs';
import type { User } from '@litspark/shared-contracts';
import { provideSession } from '../../../testing/session';
import { provideWords } from '../../../testing/words';
import { ErrorWords } from '../../core/i18n/error-words';
import { SessionService } from '../../core/session.service';
import { AdministrationService } from '../../sync/administration.service';
import { ConfirmService, type Question } from '../messaging/confirm.service';
import { PageHeadComponent } from '../messaging/page-head.component';
import { SnackService } from '../messaging/snack.service';
import { Viewport } from '../messaging/viewport.service';
import { NamesService } from '../names/names.service';
import { UserPanel } from './user.panel';
import { UsersPage } from './users.page';

@Component({ selector: 'ls-page-head', template: '' })
class NoHead {}

@Component({ imports: [RouterOutlet], template: '<router-outlet />' })
class Frame {}

const aUser = (id: string, rest: Partial<User> = {}): User =>
  ({
    id,
    displayName: `${id[0]?.toUpperCase()}${id.slice(1)}`,
    email: `${id}@x.example`,
    role: 'member',
    disabled: false,
    presence: 'offline',
    lastSeenAt: null,
    ...rest,
  }) as User;

describe('the users page', () => {
  const narrow = signal(false);
  const panelBeside = signal(true);
  let people: Map<string, User>;
  let asked: Question[];
  let sure: boolean;
  let element: HTMLElement;
  let settle: () => Promise<void>;

  beforeEach(async () => {
    jest.useFakeTimers();
    narrow.set(false);
    panelBeside.set(true);
    people = new Map(
      [
        aUser('ann', { lastSeenAt: '2026-01-02T00:00:00.000Z' }),
        aUser('ben', { role: 'admin', lastSeenAt: '2026-01-03T00:00:00.000Z' }),
        aUser('cleo', { presence: 'online' }),
        aUser('me', { role: 'admin', presence: 'online' }),
        aUser('zoe', { disabled: true }),
      ].map((user) => [user.id, user]),
    );
    asked = [];
    sure = true;
    const version = signal(0);
    const update = (id: string, change: Partial<User>) => {
      const changed = { ...people.get(id)!, ...change };
      people.set(id, changed);
      version.update((count) => count + 1);
      return Promise.resolve(changed);
    };
    const current = (id: string) => (version(), people.get(id));
    // Two pages of the service's answer: what is sorted and filtered is all of it.
    const list = (_query: string, cursor?: string) => {
      const all = [...people.values()];
      return Promise.resolve(
        cursor ? { items: all.slice(3), nextCursor: null } : { items: all.slice(0, 3), nextCursor: '3' },
      );
    };
    TestBed.configureTestingModule({
      providers: [
        provideSession(),
        provideWords(),
        provideRouter(
          [
            {
              path: 'admin/users',
              component: UsersPage,
              children: [{ path: ':userId', component: UserPanel }],
            },
          ],
          withComponentInputBinding(),
        ),
        { provide: Viewport, useValue: { narrow, panelBeside } },
        { provide: ErrorWords, useValue: { sentence: () => 'Refusé.' } },
        { provide: Dialog, useValue: {} },
        { provide: SessionService, useValue: { user: () => ({ id: 'me' }), ended$: new Subject() } },
        { provide: NamesService, useValue: { user: current, current: ({ id }: User) => current(id) } },
        {
          provide: AdministrationService,
          useValue: {
            list,
            setRole: (id: string, role: User['role']) => update(id, { role }),
            setDisabled: (id: string, disabled: boolean) => update(id, { disabled }),
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
    const fixture = TestBed.createComponent(Frame);
    element = document.body.appendChild(fixture.nativeElement as HTMLElement);
    settle = async () => {
      for (let round = 0; round < 3; round += 1) {
        fixture.detectChanges();
        await jest.advanceTimersByTimeAsync(300);
      }
      fixture.detectChanges();
    };
    await TestBed.inject(Router).navigateByUrl('/admin/users');
    await settle();
  });
  afterEach(() => {
    element.remove();
    jest.useRealTimers();
  });

  const names = () => [...element.querySelectorAll('[data-user]')].map((one) => one.textContent);
  const click = async (text: string, within: ParentNode = element) => {
    const all = [...within.querySelectorAll<HTMLElement>('button, a, input[type=checkbox]')];
    const found = all.find(
      (one) => one.getAttribute('aria-label') === text || one.textContent.trim().startsWith(text),
    );
    if (!found) throw new Error(`There is nothing called ${text}.`);
    found.click();
    await settle();
  };
  const choose = async (label: string, value: string) => {
    const field = element.querySelector<HTMLSelectElement>(`select[aria-label="${label}"], #${label}`);
    if (!field) throw new Error(`There is no field ${label}.`);
    field.value = value;
    field.dispatchEvent(new Event('change'));
    await settle();
    return field;
  };
  const undo = async () => {
    TestBed.inject(SnackService).act();
    await settle();
  };
  const disabled = () => [...people.values()].filter((one) => one.disabled).map(({ id }) => id);
  const snack = () => TestBed.inject(SnackService).shown()?.text;

  describe('the table', () => {
    it('is in the service’s order, page by page, until a column is chosen, which orders everybody', async () => {
      expect(names()).toEqual(['Ann', 'Ben', 'Cleo']);
      await click('Personne');
      expect(names()).toEqual(['Zoe', 'Me', 'Cleo', 'Ben', 'Ann']);
      expect(element.querySelector('[aria-sort]')?.getAttribute('aria-sort')).toBe('descending');
      await click('Dernière activité');
      expect(names()).toEqual(['Cleo', 'Me', 'Ben', 'Ann', 'Zoe']);
      await click('Rôle');
      expect(names()).toEqual(['Ben', 'Me', 'Ann', 'Cleo', 'Zoe']);
    });

    it('is filtered by role and state, over everybody', async () => {
      await choose('Rôle', 'admin');
      expect(names()).toEqual(['Ben', 'Me']);
      await choose('Rôle', '');
      await choose('État', 'disabled');
      expect(names()).toEqual(['Zoe']);
    });

    it('is a list of rows on a phone, without choosing several', async () => {
      narrow.set(true);
      await settle();
      expect(element.querySelector('table')).toBeNull();
      expect(names()).toEqual(['Ann', 'Ben', 'Cleo']);
      expect(element.querySelector('input[type=checkbox]')).toBeNull();
    });
  });

  describe('several at once', () => {
    it('are disabled after a question that says how many, and enabled again by one undo', async () => {
      await click('Sélectionner Ann');
      await click('Sélectionner Cleo');
      sure = false;
      await click('Désactiver…');
      expect(disabled()).toEqual(['zoe']);
      sure = true;
      await click('Désactiver…');
      expect(asked.map(({ heading }) => heading)).toEqual(Array(2).fill('Désactiver 2 comptes\u202f?'));
      expect(disabled()).toEqual(['ann', 'cleo', 'zoe']);
      expect(snack()).toBe('2 comptes désactivés');
      expect(element.querySelector('.foot')).toBeNull();
      await undo();
      expect(disabled()).toEqual(['zoe']);
    });

    it('never have oneself among them', async () => {
      await click('Personne');
      await click('Sélectionner toutes les personnes affichées');
      expect(element.querySelector('.foot strong')?.textContent).toBe('4 personnes sélectionnées');
      await click('Réactiver');
      expect(disabled()).toEqual([]);
      expect(asked).toEqual([]);
    });
  });

  describe('one of them', () => {
    const open = async () => {
      element.querySelector<HTMLElement>('[data-user="ann"]')?.focus();
      await click('Ann');
    };
    const panel = () => element.querySelector('ls-user-panel');

    it('opens beside the table at an address of its own, and gives the focus back', async () => {
      await open();
      expect(TestBed.inject(Router).url).toBe('/admin/users/ann');
      expect(panel()?.textContent).toContain('ann@x.example');
      expect(element.querySelector('[data-user="ann"]')?.getAttribute('aria-current')).toBe('true');
      await click('Personne suivante\u202f: Ben');
      expect(panel()?.textContent).toContain('ben@x.example');
      panel()?.querySelector<HTMLElement>('a')?.focus();
      await click('Fermer');
      expect(panel()).toBeNull();
      expect(document.activeElement?.textContent).toBe('Ben');
    });

    it('takes the page’s place where there is no room for both', async () => {
      panelBeside.set(false);
      await open();
      expect(element.querySelector<HTMLElement>('.table-side')?.hidden).toBe(true);
      await click('Retour');
      expect(element.querySelector<HTMLElement>('.table-side')?.hidden).toBe(false);
    });

    it('becomes an administrator after a question only, and gives the role back by an undo', async () => {
      await open();
      sure = false;
      const field = await choose('user-role', 'admin');
      expect(asked.map(({ heading }) => heading)).toEqual(['Faire de Ann un administrateur\u202f?']);
      expect([people.get('ann')?.role, field.value]).toEqual(['member', 'member']);
      sure = true;
      await choose('user-role', 'admin');
      expect(people.get('ann')?.role).toBe('admin');
      await choose('user-role', 'member');
      expect(snack()).toBe('Ann n’est plus administrateur');
      await undo();
      expect(people.get('ann')?.role).toBe('admin');
    });

    it('is disabled after a question that closes the panel, and can be undone', async () => {
      await open();
      await click('Désactiver le compte');
      expect(asked.map(({ heading }) => heading)).toEqual(['Désactiver Ann\u202f?']);
      expect([panel(), ...disabled()]).toEqual([null, 'ann', 'zoe']);
      await undo();
      expect(disabled()).toEqual(['zoe']);
    });
  });
});
