import { ApplicationRef, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { settle } from '../../../testing/fake-socket';
import { provideSession } from '../../../testing/session';
import { provideWords } from '../../../testing/words';
import { SessionService } from '../../core/session.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { ConversationActionsService } from '../../sync/conversation-actions.service';
import { DirectoryService } from '../../sync/directory.service';
import { MessagingService } from '../../sync/messaging.service';
import { FeatureRegistry } from '../feature/feature-registry';
import { NamesService } from '../names/names.service';
import { messagingFeature } from './messaging.feature';
import { ShortcutsService } from './shortcuts.service';

describe('the keys that open the quick switcher', () => {
  let composer: HTMLTextAreaElement;
  const press = (key: string, how: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...how });
    (document.activeElement ?? document.body).dispatchEvent(event);
    return event;
  };
  const handle = (event: KeyboardEvent) => TestBed.inject(ShortcutsService).handle(event);

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideSession(),
        provideWords(),
        { provide: SessionService, useValue: { user: signal(null) } },
        { provide: ConversationsStore, useValue: { all: signal([]) } },
        { provide: MessagingService, useValue: { openConversationId: signal(null) } },
        { provide: DirectoryService, useValue: {} },
        { provide: ConversationActionsService, useValue: {} },
        { provide: NamesService, useValue: {} },
      ],
    });
    TestBed.inject(FeatureRegistry).use([messagingFeature]);
    composer = document.createElement('textarea');
    document.body.append(composer);
    composer.focus();
    document.addEventListener('keydown', handle);
  });
  afterEach(() => {
    document.removeEventListener('keydown', handle);
    composer.remove();
  });

  const fields = () => [...document.querySelectorAll<HTMLInputElement>('ls-quick-switcher input')];
  const shown = async () => {
    while (fields().length === 0) await settle();
    TestBed.inject(ApplicationRef).tick();
  };

  it('bring what is typed before it is there into its field, where one goes on', async () => {
    press('k', { ctrlKey: true });
    press('k', { ctrlKey: true });
    // It would open the list of keys.
    for (const key of ['l', '?', 'Backspace', 'o', 't', ' ', '4'])
      expect(press(key).defaultPrevented).toBe(true);
    await shown();
    expect(fields().map(({ value }) => value)).toEqual(['lot 4']);
    expect(document.activeElement).toBe(fields()[0]);
    expect(composer.value).toBe('');
    // From here on the field has the keys itself.
    expect(press('b').defaultPrevented).toBe(false);
  });
});
