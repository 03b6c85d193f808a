import { Component } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { onLongPress } from './long-press';

let pressed: number;

@Component({ selector: 'ls-pressed', template: '<p>text</p><button type="button">action</button>' })
class PressedComponent {
  constructor() {
    onLongPress(() => (pressed += 1));
  }
}

let fixture: ComponentFixture<PressedComponent>;
const target = (selector: string) => {
  const element = (fixture.nativeElement as HTMLElement).querySelector(selector);
  if (!element) throw new Error(`no ${selector}`);
  return element;
};
/** jsdom knows no pointer events. */
function fire(type: string, { x = 0, y = 0, pointerType = 'touch', on = 'p' } = {}): void {
  const event = new MouseEvent(type, { bubbles: true, clientX: x, clientY: y });
  target(on).dispatchEvent(Object.assign(event, { pointerType, isPrimary: true }));
}
/** Whether a click on the text comes to whoever listens. */
function clicks(): boolean {
  return target('p').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
}

beforeEach(() => {
  jest.useFakeTimers();
  pressed = 0;
  fixture = TestBed.createComponent(PressedComponent);
});
afterEach(() => {
  fixture.destroy();
  jest.runAllTimers();
  jest.useRealTimers();
});

it('calls back once a finger has rested, and swallows the click that its lifting makes', () => {
  fire('pointerdown');
  jest.advanceTimersByTime(449);
  expect(pressed).toBe(0);
  jest.advanceTimersByTime(1);
  expect(pressed).toBe(1);
  fire('pointerup');
  expect(clicks()).toBe(false);
  expect(clicks()).toBe(true);
});

it('lets the next click through where lifting the finger made none', () => {
  fire('pointerdown');
  jest.advanceTimersByTime(450);
  fire('pointerup');
  jest.advanceTimersByTime(400);
  expect(clicks()).toBe(true);
});

it('takes a finger that moves for scrolling, and one that trembles for resting', () => {
  fire('pointerdown');
  fire('pointermove', { x: 20 });
  jest.advanceTimersByTime(1_000);
  expect(pressed).toBe(0);
  fire('pointerdown');
  fire('pointermove', { x: 4, y: 3 });
  jest.advanceTimersByTime(450);
  expect(pressed).toBe(1);
  fire('pointerup');
});

it('means neither the mouse nor a button', () => {
  fire('pointerdown', { pointerType: 'mouse' });
  fire('pointerdown', { on: 'button' });
  jest.advanceTimersByTime(1_000);
  expect(pressed).toBe(0);
});

it('starts no timer while a pointer only passes', () => {
  const timers = jest.spyOn(globalThis, 'setTimeout');
  for (let step = 1; step <= 100; step += 1) fire('pointermove', { x: step * 7, pointerType: 'mouse' });
  fire('pointerup', { pointerType: 'mouse' });
  expect(timers).not.toHaveBeenCalled();
  fire('pointerdown');
  for (let step = 1; step <= 100; step += 1) fire('pointermove', { x: step * 7 });
  fire('pointerup');
  expect(timers).toHaveBeenCalledTimes(1);
});
