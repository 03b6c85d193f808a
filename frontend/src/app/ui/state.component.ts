import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { type Icon, IconComponent } from './icon.component';

/** What stands where a list would: empty, failed, offline. Buttons go inside. */
@Component({
  selector: 'ls-state',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [IconComponent],
  template: `<span class="tile"><ls-icon [name]="icon()" [size]="24" /></span>
    <p class="title">{{ heading() }}</p>
    @if (text()) {
      <p class="text">{{ text() }}</p>
    }
    <div class="actions"><ng-content /></div>`,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      align-content: center;
      gap: 6px;
      padding: 32px 24px;
      text-align: center;
    }
    .tile {
      display: grid;
      place-items: center;
      width: 52px;
      height: 52px;
      margin-bottom: 6px;
      border-radius: 14px;
      background: var(--paper-3);
      color: var(--ink-2);
    }
    .title {
      font: var(--text-title);
      text-wrap: balance;
    }
    .text {
      max-width: 44ch;
      color: var(--ink-2);
      text-wrap: balance;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: 8px;
      margin-top: 10px;
    }
    .actions:empty {
      display: none;
    }
  `,
})
export class StateComponent {
  readonly icon = input.required<Icon>();
  readonly heading = input.required<string>();
  readonly text = input('');
}
