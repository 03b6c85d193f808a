import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { iconPaths, type IconName } from './icon-paths';

/** A drawing that several features use, by its name, or a feature's own: the `d` of a path on a grid of 24. */
export type Icon = IconName | { readonly path: string };

/** One Lucide drawing, as tall as `size` in pixels; decoration only: what it means is said by what holds it. */
@Component({
  selector: 'ls-icon',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<svg viewBox="0 0 24 24" [attr.width]="size()" [attr.height]="size()" aria-hidden="true">
    <path [attr.d]="path()" />
  </svg>`,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
    }
    path {
      fill: none;
      stroke: currentColor;
      stroke-width: 1.75;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `,
})
export class IconComponent {
  readonly name = input.required<Icon>();
  readonly size = input(18);
  protected readonly path = computed(() => {
    const icon = this.name();
    return typeof icon === 'string' ? iconPaths[icon] : icon.path;
  });
}
