import { ElementRef, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { aMessage } from '../../../../testing/shapes';
import { keepOutOfTabOrder } from './row-controls';
import { RowFocus } from './row-focus';
import type { TimelineRow } from './timeline-rows';

const at = new Date(2026, 0, 1);
const messageRow = (seq: number): TimelineRow => ({
  kind: 'message',
  key: `m${seq}`,
  at,
  message: aMessage({ seq }),
  lead: true,
});
const controls = `<ls-quote><button>quoted</button></ls-quote>
  <ls-message-body><a href="/x">link</a><pre tabindex="0">code</pre><div class="table" tabindex="0">table</div></ls-message-body>
  <ls-row-actions><button tabindex="-1">react</button></ls-row-actions>`;

/** A timeline of 30 messages with a rule after the third, of which some are rendered. */
function aTimeline(from: number, to: number) {
  // jsdom lays nothing out.
  Element.prototype.scrollIntoView = () => undefined;
  const rows = Array.from({ length: 30 }, (_, index) => messageRow(index + 1));
  rows.splice(3, 0, { kind: 'unread', key: 'unread', at });
  const scroller = document.createElement('div');
  scroller.tabIndex = 0;
  const before = document.createElement('button');
  document.body.append(before, scroller);
  const keys = signal<string[]>([]);
  const revealed: number[] = [];
  const render = (first: number, last: number) => {
    const wanted = rows.slice(first, last + 1).map(({ key }) => key);
    for (const row of scroller.querySelectorAll<HTMLElement>('.row'))
      if (!wanted.includes(row.dataset['message'] ?? 'unread')) row.remove();
    for (const [offset, key] of wanted.entries()) {
      let row = [...scroller.querySelectorAll<HTMLElement>('.row')].find(
        (one) => one.dataset['message'] === key,
      );
      if (!row) {
        row = document.createElement('div');
        row.className = 'row';
        row.tabIndex = -1;
        if (key !== 'unread') {
          row.dataset['message'] = key;
          row.innerHTML = controls;
        }
      }
      row.dataset['index'] = `${first + offset}`;
      scroller.append(row);
    }
    keys.set(wanted);
    TestBed.tick();
  };
  const focus = TestBed.runInInjectionContext(() => {
    const view = signal(new ElementRef(scroller));
    keepOutOfTabOrder(view);
    return new RowFocus({
      rows: signal(rows),
      rendered: keys,
      scroller: view,
      reveal: (index) => revealed.push(index),
    });
  });
  scroller.addEventListener('focusin', (event) => focus.came(event));
  scroller.addEventListener('focusout', (event) => focus.left(event));
  scroller.addEventListener('keydown', (event) => focus.press(event));
  render(from, to);
  return {
    focus,
    scroller,
    before,
    revealed,
    render,
    row: (key: string) => {
      const found = scroller.querySelector<HTMLElement>(`[data-message="${key}"]`);
      if (!found) throw new Error(`${key} is not rendered.`);
      return found;
    },
    press: (key: string) =>
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })),
    tabbable: () => [...scroller.querySelectorAll('[tabindex="0"]')].map((one) => one.textContent),
  };
}

const focusedKey = () => document.activeElement?.closest<HTMLElement>('[data-message]')?.dataset['message'];

describe('the focus in the timeline', () => {
  afterEach(() => document.body.replaceChildren());

  it('has one tab stop: the timeline, then the message that had the focus last', () => {
    const { focus, row, tabbable, before } = aTimeline(0, 5);
    expect(focus.stop()).toBeNull();
    expect(tabbable()).toEqual([]);
    row('m2').focus();
    expect(focus.stop()).toBe('m2');
    before.focus();
    expect(focus.stop()).toBe('m2');
  });

  it('leaves what comes later out of the tab order too', async () => {
    const { row, tabbable } = aTimeline(0, 5);
    row('m2').insertAdjacentHTML('beforeend', '<p><a href="/y">new</a><pre tabindex="0">new</pre></p>');
    await Promise.resolve();
    expect(tabbable()).toEqual([]);
  });

  it('moves from message to message, over a rule', () => {
    const { row, press } = aTimeline(0, 6);
    row('m2').focus();
    press('ArrowDown');
    press('ArrowDown');
    expect(focusedKey()).toBe('m4');
    press('ArrowUp');
    expect(focusedKey()).toBe('m3');
  });

  it('goes into a message with →, on with the arrows or Tab, and out with Escape', () => {
    const { row, press, tabbable } = aTimeline(0, 5);
    row('m2').focus();
    press('ArrowRight');
    expect(document.activeElement?.textContent).toBe('quoted');
    expect(tabbable()).toEqual(['quoted', 'link', 'code']);
    press('ArrowRight');
    press('ArrowRight');
    expect(document.activeElement?.textContent).toBe('code');
    press('ArrowRight');
    expect(document.activeElement?.textContent).toBe('code');
    press('ArrowLeft');
    expect(document.activeElement?.textContent).toBe('link');
    press('Escape');
    expect(document.activeElement).toBe(row('m2'));
    expect(tabbable()).toEqual([]);
  });

  it('keeps the row that has it while the focus is in it', async () => {
    const { focus, row, before } = aTimeline(0, 5);
    expect(focus.kept()).toBe(-1);
    row('m4').focus();
    expect(focus.kept()).toBe(4);
    before.focus();
    await Promise.resolve();
    expect(focus.kept()).toBe(-1);
  });

  it('goes on from a message that was scrolled away', () => {
    const { focus, scroller, row, press, render, revealed } = aTimeline(0, 10);
    row('m4').focus();
    render(20, 30);
    expect(document.activeElement).toBe(scroller);
    render(4, 4);
    expect(focusedKey()).toBe('m4');
    render(20, 30);
    press('ArrowDown');
    expect(revealed).toEqual([5]);
    render(2, 12);
    expect(focusedKey()).toBe('m5');
    expect(focus.stop()).toBe('m5');
  });

  it('falls back on the message when what had it inside is taken away', () => {
    const { row, press, render } = aTimeline(0, 10);
    row('m4').focus();
    press('ArrowRight');
    document.activeElement?.remove();
    render(0, 11);
    expect(document.activeElement).toBe(row('m4'));
  });
});
