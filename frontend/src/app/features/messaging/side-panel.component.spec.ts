import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { describe, expect, it } from '@jest/globals';
import { provideSession } from '../../../testing/session';
import { provideWords } from '../../../testing/words';
import { SidePanelComponent } from './side-panel.component';
import { Viewport } from './viewport.service';

describe('a panel', () => {
  it('is closed beside the page, and leads back where it has the page’s place', () => {
    const panelBeside = signal(true);
    TestBed.configureTestingModule({
      providers: [
        provideSession(),
        provideWords(),
        provideRouter([]),
        { provide: Viewport, useValue: { panelBeside } },
      ],
    });
    const fixture = TestBed.createComponent(SidePanelComponent);
    fixture.componentRef.setInput('back', '/c/1');
    fixture.componentRef.setInput('heading', 'Détails');
    fixture.componentRef.setInput('label', 'Détails de la conversation');
    const links = () => {
      fixture.detectChanges();
      const all = (fixture.nativeElement as HTMLElement).querySelectorAll('a');
      return [...all].map((link) => [link.getAttribute('aria-label'), link.getAttribute('href')]);
    };
    expect(links()).toEqual([['Fermer', '/c/1']]);
    panelBeside.set(false);
    expect(links()).toEqual([['Retour', '/c/1']]);
  });
});
