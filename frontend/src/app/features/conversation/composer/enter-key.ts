import { computed, inject, type Signal } from '@angular/core';
import { PreferencesService } from '../../../core/preferences.service';
import { Viewport } from '../../messaging/viewport.service';

/** Whether Enter alone sends: not on a keyboard on the screen, which has no other way to a new line. Call it where `inject` works. */
export function enterSends(): Signal<boolean> {
  const preferences = inject(PreferencesService);
  const viewport = inject(Viewport);
  return computed(() => preferences.enterSends() && !viewport.touch());
}

/** Whether a press of Enter is meant to send; with Ctrl or ⌘ it always is. */
export function isSend(event: KeyboardEvent, plainSends: boolean): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.altKey) return false;
  return plainSends || event.ctrlKey || event.metaKey;
}
