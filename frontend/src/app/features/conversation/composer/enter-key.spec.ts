import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import { provideSession } from '../../../../testing/session';
import { PreferencesService } from '../../../core/preferences.service';
import { Viewport } from '../../messaging/viewport.service';
import { enterSends, isSend } from './enter-key';

describe('the Enter key in the composer', () => {
  const press = (wanted: boolean, touch: boolean, held: KeyboardEventInit = {}) => {
    TestBed.resetTestingModule().configureTestingModule({
      providers: [
        provideSession(),
        { provide: PreferencesService, useValue: { enterSends: signal(wanted) } },
        { provide: Viewport, useValue: { touch: signal(touch) } },
      ],
    });
    const plainSends = TestBed.runInInjectionContext(enterSends)();
    return isSend(new KeyboardEvent('keydown', { key: 'Enter', ...held }), plainSends) ? 'sends' : 'new line';
  };

  it('sends, and begins a new line with Shift', () => {
    expect(press(true, false)).toBe('sends');
    expect(press(true, false, { shiftKey: true })).toBe('new line');
  });

  it('begins a new line for whoever wants it so, and sends with Ctrl or ⌘', () => {
    expect(press(false, false)).toBe('new line');
    expect(press(false, false, { ctrlKey: true })).toBe('sends');
    expect(press(false, false, { metaKey: true })).toBe('sends');
  });

  it('begins a new line on a keyboard on the screen', () => {
    expect(press(true, true)).toBe('new line');
  });
});
