import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { beforeEach, expect, it } from '@jest/globals';
import { provideSession } from '../../../testing/session';
import { anId } from '../../../testing/shapes';
import { permalinkTo } from '../../ui/markdown/permalink';
import { renderMarkdown } from '../../ui/markdown/render-markdown';
import { Dialogs } from './dialogs.service';
import { MessageLinks } from './message-links.service';

@Component({ selector: 'ls-versions', template: 'an earlier version' })
class VersionsComponent {}

const conversationId = anId(7);
let links: MessageLinks;

beforeEach(() => {
  TestBed.configureTestingModule({
    providers: [provideSession(), provideRouter([{ path: '**', children: [] }])],
  });
  links = TestBed.inject(MessageLinks);
});

/** Clicks on the first link of a message, and gives whether the browser is left to follow it. */
async function click(source: string, how: MouseEventInit = {}): Promise<boolean> {
  const body = document.createElement('div');
  body.append(renderMarkdown(source));
  const event = new MouseEvent('click', { bubbles: true, cancelable: true, ...how });
  let left = true;
  body.addEventListener('click', (clicked) => {
    links.follow(clicked);
    left = !clicked.defaultPrevented;
    // The test's browser can't navigate.
    clicked.preventDefault();
  });
  body.querySelector('a')?.dispatchEvent(event);
  await new Promise((resolve) => setTimeout(resolve));
  return left;
}

const url = () => TestBed.inject(Router).url;

it('opens a permalink in the application', async () => {
  expect(await click(permalinkTo(conversationId, 12))).toBe(false);
  expect(url()).toBe(`/c/${conversationId}?seq=12`);
});

it.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { button: 1 }])(
  'leaves a click that asks for another tab or window to the browser: %j',
  async (how) => {
    expect(await click(permalinkTo(conversationId, 12), how)).toBe(true);
    expect(url()).toBe('/');
  },
);

it('closes the dialog that the permalink stands in, and leaves it open for any other link', async () => {
  TestBed.inject(Dialogs).open(VersionsComponent);
  await click('https://elsewhere.example');
  expect(document.body.textContent).toContain('an earlier version');
  await click(permalinkTo(conversationId, 12));
  expect(document.body.textContent).not.toContain('an earlier version');
  expect(url()).toBe(`/c/${conversationId}?seq=12`);
});

it('closes each dialog when the session ends', () => {
  const closed: unknown[] = [];
  const dialogs = TestBed.inject(Dialogs);
  for (const _ of [1, 2]) dialogs.open(VersionsComponent).closed.subscribe(() => closed.push(1));
  TestBed.resetTestingModule();
  expect(closed).toHaveLength(2);
});

it('leaves any other link alone', async () => {
  expect(await click(`https://elsewhere.example/c/${conversationId}?seq=1`)).toBe(true);
  expect(url()).toBe('/');
});

it('says so when the address that is open is followed once more', async () => {
  const repeated: number[] = [];
  links.repeated$.subscribe(({ seq }) => repeated.push(seq));
  await click(permalinkTo(conversationId, 12));
  expect(repeated).toEqual([]);
  await click(permalinkTo(conversationId, 12));
  expect(repeated).toEqual([12]);
  await click(permalinkTo(conversationId, 13));
  expect(url()).toBe(`/c/${conversationId}?seq=13`);
});
