import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { AvatarComponent } from './avatar.component';

/** A message outside of its timeline, in a list of some: who wrote it, when, and what; a line below it goes inside. */
@Component({
  selector: 'button[lsMessage]',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AvatarComponent],
  template: `<ls-avatar [id]="lsMessage()" [name]="name()" [size]="28" />
    <span class="head">
      <strong
        ><bdi>{{ name() }}</bdi></strong
      >
      <time [attr.datetime]="at()">{{ moment() }}</time>
    </span>
    <span class="text"
      ><bdi>{{ text() }}</bdi></span
    >
    <ng-content />`,
  styles: `
    :host {
      display: grid;
      grid-template-columns: 28px minmax(0, 1fr);
      gap: 2px 12px;
      flex: 1;
      min-width: 0;
      padding: 12px 8px 12px 20px;
      border: 0;
      background: none;
      color: var(--ink);
      text-align: left;
    }
    ls-avatar {
      grid-row: 1 / span 3;
      margin-top: 2px;
    }
    .head {
      display: flex;
      align-items: baseline;
      gap: 8px;
      min-width: 0;
    }
    strong {
      overflow: hidden;
      font: 600 14px/20px var(--face);
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    time {
      flex: none;
      color: var(--ink-3);
      font: 12px/18px var(--face);
    }
    .text {
      display: -webkit-box;
      overflow: hidden;
      font: 14px/20px var(--face);
      overflow-wrap: anywhere;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 4;
    }
  `,
})
export class MessageComponent {
  /** The id of its author. */
  readonly lsMessage = input.required<string>();
  readonly name = input.required<string>();
  /** When it was sent, ISO 8601. */
  readonly at = input.required<string>();
  /** The same as the reader reads it. */
  readonly moment = input.required<string>();
  /** Without markup; what it says of a deleted one. */
  readonly text = input.required<string>();
}
