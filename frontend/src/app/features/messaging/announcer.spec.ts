import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { provideSession } from '../../../testing/session';
import { AnnouncementsComponent, Announcer } from './announcer';

describe('announcements', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    TestBed.configureTestingModule({ providers: [provideSession()] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const announcements = () => {
    const fixture = TestBed.createComponent(AnnouncementsComponent);
    const announcer = TestBed.inject(Announcer);
    const host = fixture.nativeElement as HTMLElement;
    return {
      say: (...sentences: string[]) => {
        for (const sentence of sentences) announcer.say(sentence);
        jest.runAllTimers();
        fixture.detectChanges();
        return host.firstElementChild;
      },
      host,
    };
  };

  it('are new to a screen reader, also where they say the same as before', () => {
    const { say, host } = announcements();
    const first = say('Copied');
    expect(first?.textContent).toBe('Copied');
    const second = say('Copied');
    expect(second).not.toBe(first);
    expect(host.textContent.trim()).toBe('Copied');
  });

  it('that come in a burst are read as one', () => {
    const { say } = announcements();
    expect(say('Ann: hello', 'Ben: hello')?.textContent).toBe('Ann: hello. Ben: hello');
  });
});
