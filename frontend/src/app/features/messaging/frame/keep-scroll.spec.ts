import { ChangeDetectionStrategy, Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { expect, it } from '@jest/globals';
import { provideSession } from '../../../../testing/session';
import { KeepScrollDirective } from './keep-scroll.directive';

const rows = signal(0);

@Component({
  imports: [KeepScrollDirective],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div lsKeepScroll="channels">
    @for (row of [].constructor(rows()); track $index) {
      <p>{{ $index }}</p>
    }
  </div>`,
})
class Page {
  protected readonly rows = rows;
}

it('brings a page back to where it was left, once its rows are there again', async () => {
  TestBed.configureTestingModule({
    providers: [provideSession()],
  });
  /** A page that is as long as its rows, 40 px each, and shows 400 px of them. */
  const open = () => {
    const fixture = TestBed.createComponent(Page);
    const area = (fixture.nativeElement as HTMLElement).querySelector('div')!;
    let top = 0;
    Object.defineProperty(area, 'scrollTop', {
      get: () => top,
      set: (wanted: number) => {
        top = Math.min(wanted, Math.max(0, area.querySelectorAll('p').length * 40 - 400));
        area.dispatchEvent(new Event('scroll'));
      },
    });
    return { fixture, area };
  };
  const show = async ({ fixture }: ReturnType<typeof open>, count: number) => {
    rows.set(count);
    fixture.detectChanges();
    await Promise.resolve();
  };
  const first = open();
  await show(first, 50);
  first.area.scrollTop = 700;
  first.fixture.destroy();

  const again = open();
  await show(again, 0);
  expect(again.area.scrollTop).toBe(0);
  await show(again, 50);
  expect(again.area.scrollTop).toBe(700);
  again.fixture.destroy();
});
