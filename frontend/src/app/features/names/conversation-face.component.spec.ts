import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { expect, it } from '@jest/globals';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { provideSession } from '../../../testing/session';
import { aConversation, anId, ann } from '../../../testing/shapes';
import { provideWords } from '../../../testing/words';
import { SessionService } from '../../core/session.service';
import { ConversationFaceComponent } from './conversation-face.component';

it('groups of the same people have faces of their own, with whole initials of their titles', () => {
  TestBed.configureTestingModule({
    providers: [
      provideSession(),
      provideWords(),
      { provide: SessionService, useValue: { user: signal({ id: ann }) } },
    ],
  });
  const face = (given: Partial<ConversationSummary>) => {
    const fixture = TestBed.createComponent(ConversationFaceComponent);
    fixture.componentRef.setInput('conversation', aConversation(given));
    fixture.detectChanges();
    const tile = (fixture.nativeElement as HTMLElement).querySelector<HTMLElement>('.tile');
    const { initials } = tile?.dataset ?? {};
    return { initials, hue: tile?.style.getPropertyValue('--hue'), sign: !!tile?.querySelector('ls-icon') };
  };
  const faces = [1, 2, 3].map((number) => face({ id: anId(number), title: 'Comité d’accueil' }));
  expect(faces.map(({ initials, sign }) => [initials, sign])).toEqual(faces.map(() => ['CA', false]));
  expect(new Set(faces.map(({ hue }) => hue)).size).toBe(3);
  expect(face({ title: null })).toMatchObject({ initials: undefined, sign: true });
});
