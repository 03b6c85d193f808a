import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { AvatarComponent } from '../../ui/avatar.component';
import { NamesService } from '../names/names.service';

/** A person in a list of a dialog; what belongs to them, such as a time, goes inside. */
@Component({
  selector: 'li[lsPersonRow]',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AvatarComponent],
  template: `<ls-avatar [id]="lsPersonRow()" [name]="names.person(lsPersonRow())" [size]="32" />
    <span class="name"
      ><bdi>{{ name() ?? names.person(lsPersonRow()) }}</bdi></span
    >
    <ng-content />`,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 12px;
      padding: 6px 0;
    }
    .name {
      flex: 1;
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  `,
})
export class PersonRowComponent {
  protected readonly names = inject(NamesService);
  /** The person's id. */
  readonly lsPersonRow = input.required<string>();
  /** What stands for their name; by default their name. */
  readonly name = input<string>();
}
