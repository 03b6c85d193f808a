import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { WordsService } from '../../../core/i18n/words.service';
import { Frame, listWidths } from './frame.service';

/** How far an arrow key moves it, in pixels. */
const step = 16;

/** The edge of the list, which is dragged or moved by arrow keys. */
@Component({
  selector: 'ls-resizer',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    role: 'separator',
    tabindex: '0',
    'aria-orientation': 'vertical',
    '[attr.aria-label]': "words.t('list.resize')",
    '[attr.aria-valuenow]': 'frame.listWidth()',
    '[attr.aria-valuemin]': 'widths.least',
    '[attr.aria-valuemax]': 'widths.most',
    '(pointerdown)': 'drag($event)',
    '(keydown.arrowleft)': 'frame.resizeList(frame.listWidth() - step)',
    '(keydown.arrowright)': 'frame.resizeList(frame.listWidth() + step)',
    '(keydown.home)': 'frame.resizeList(widths.least)',
    '(keydown.end)': 'frame.resizeList(widths.most)',
  },
  template: '',
  styles: `
    :host {
      position: relative;
      z-index: 2;
      flex: none;
      width: 1px;
      background: var(--line);
      cursor: col-resize;
      touch-action: none;
    }
    :host::after {
      content: '';
      position: absolute;
      inset: 0 -4px;
    }
    :host(:hover),
    :host(:focus-visible) {
      outline: 1px solid var(--primary);
      outline-offset: 0;
      background: var(--primary);
    }
  `,
})
export class ResizerComponent {
  protected readonly words = inject(WordsService);
  protected readonly frame = inject(Frame);
  protected readonly widths = listWidths;
  protected readonly step = step;

  protected drag(start: PointerEvent): void {
    const handle = start.target as HTMLElement;
    const width = this.frame.listWidth();
    handle.setPointerCapture(start.pointerId);
    const move = (event: PointerEvent) => this.frame.resizeList(width + event.clientX - start.clientX);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), {
      once: true,
    });
  }
}
